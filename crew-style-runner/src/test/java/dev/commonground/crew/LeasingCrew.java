package dev.commonground.crew;

import static dev.commonground.crew.Crews.task;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A process whose threads begin and resume the same runs until all of them are finished. It can be killed at any time. A
 * lock of the operating system tells whether a run calls its model in two places at once.
 */
final class LeasingCrew {

    static final List<String> RUNS =
            IntStream.range(0, 20).mapToObj(number -> "r" + number).toList();
    static final List<String> TASKS = List.of("research", "draft", "edit");

    /** The line that the process prints when it begins. */
    static final String BEGINS = "begins";

    static final int THREADS = 3;
    private static final int CALL_MILLIS = 150;

    private LeasingCrew() {}

    /** Runs the crew; the arguments are the folder and the seed of the order in which the threads choose the runs. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        long seed = Long.parseLong(args[1]);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            System.out.println(BEGINS);
            List<? extends Future<?>> ends = IntStream.range(0, THREADS)
                    .mapToObj(thread ->
                            threads.submit(() -> finishAll(folder, memory, new Random(seed * THREADS + thread))))
                    .toList();
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            write(folder, "failures", e.toString());
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void finishAll(Path folder, SharedMemory memory, Random random) {
        while (true) {
            List<Crew> unfinished = RUNS.stream()
                    .map(run -> crew(folder, memory, run))
                    .filter(crew -> crew.progress(crew.name()) != Crew.Progress.FINISHED)
                    .limit(3)
                    .toList();
            if (unfinished.isEmpty()) {
                return;
            }
            begin(unfinished.get(random.nextInt(unfinished.size())), folder);
        }
    }

    private static void begin(Crew crew, Path folder) {
        try {
            CrewResult result = crew.progress(crew.name()) == Crew.Progress.NOT_BEGUN
                    ? crew.kickoff(Run.id(crew.name()))
                    : crew.resume(crew.name());
            write(folder, "results", "%s %s".formatted(crew.name(), result.text()));
        } catch (IllegalStateException e) {
            if (!String.valueOf(e.getMessage()).matches("Run r\\d+ (is under way|already exists|is finished).*")) {
                throw e;
            }
        }
    }

    /** Returns a crew for one run, which has its name. */
    private static Crew crew(Path folder, SharedMemory memory, String run) {
        Task[] tasks = TASKS.stream()
                .map(name -> task(name, agent(folder, run, name)).build())
                .toArray(Task[]::new);
        return Crew.builder(run)
                .tasks(tasks)
                .memory(memory)
                .listener(event -> {
                    if (event instanceof CrewEvent.RunFinished) {
                        write(folder, "ends", run);
                    }
                })
                .build();
    }

    private static Agent agent(Path folder, String run, String task) {
        ChatModel model = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return call(folder, run, ((UserMessage) request.messages().get(1)).singleText());
            }
        };
        return Agent.builder(task + "-agent")
                .role("R")
                .goal("G")
                .backstory("B")
                .model(model)
                .build();
    }

    private static ChatResponse call(Path folder, String run, String prompt) {
        String task = prompt.substring("# Task\nDo ".length(), prompt.indexOf("\n\n"));
        write(folder, "calls", run + " " + task);
        try (FileChannel file = FileChannel.open(
                        folder.resolve(run + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(file)) {
            if (lock == null) {
                write(folder, "failures", "two calls of " + run + " at once");
            }
            TimeUnit.MILLISECONDS.sleep(CALL_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("%s of %s".formatted(task, run)))
                .build();
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) { // another thread of this process has it
            return null;
        }
    }

    private static void write(Path folder, String file, String line) {
        try {
            Files.writeString(folder.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
