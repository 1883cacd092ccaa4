package dev.commonground.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A system in another process. It measures each answer itself, so that the talk between the processes does not count. */
final class ProcessPeer implements Peer {

    private final Process process;
    private final BufferedReader answers;
    private final String title;
    private final String cannot;
    private final boolean knowsWords;

    /**
     * Starts the process and waits until it prints its title.
     *
     * @param knowsWords whether it answers hybrid questions, and searches exhaustively itself
     */
    ProcessPeer(ProcessBuilder command, String cannot, boolean knowsWords) throws IOException {
        this.process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.answers = process.inputReader(UTF_8);
        this.title = next();
        this.cannot = cannot;
        this.knowsWords = knowsWords;
    }

    private String next() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("A compared process ended without an answer: its error output is above");
        }
        return line;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String cannot() {
        return cannot;
    }

    @Override
    public boolean answers(Inquiry.QuestionForm form) {
        return knowsWords || !form.hybrid();
    }

    @Override
    public PeerAnswer ask(Inquiry question) throws IOException {
        return tell("ask", question);
    }

    @Override
    public List<Integer> exhaustive(Inquiry question, ExactSearch exact) throws IOException {
        return knowsWords ? tell("exhaustive", question).memories() : exact.nearest(question);
    }

    private PeerAnswer tell(String verb, Inquiry question) throws IOException {
        process.getOutputStream()
                .write("%s %s %d%n"
                        .formatted(verb, question.form().name(), question.number())
                        .getBytes(UTF_8));
        process.getOutputStream().flush();
        String[] words = next().split(" ");
        List<Integer> numbers =
                Arrays.stream(words).skip(2).map(Integer::valueOf).toList();
        return new PeerAnswer(numbers, Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    /** Returns an answer as the line that a process prints. */
    static String line(PeerAnswer answer) {
        return Stream.concat(Stream.of(answer.nanos(), answer.processorNanos()), answer.memories().stream())
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            answers.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
