package dev.commonground.studio;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.recall.Match;
import dev.commonground.recall.Match.Score;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints memories, conflicts and changes for people. */
final class MemoryText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Output output;

    MemoryText(Output output) {
        this.output = output;
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String names(List<Author> authors) {
        return authors.stream().map(MemoryText::name).collect(Collectors.joining(", "));
    }

    static String name(Author author) {
        return author.type() == Author.Type.PERSON ? author.name() + " (person)" : author.name();
    }

    /** Prints each memory on two lines: what it says, then its authors, its time and its id. */
    void memories(List<Memory> memories) {
        memories.forEach(this::memory);
        if (memories.isEmpty()) {
            output.line("No memories.");
        }
    }

    void memory(Memory memory) {
        output.line(statement(memory));
        output.line("    " + output.styled("faint", provenance(memory)));
    }

    private String statement(Memory memory) {
        String keyed = memory.key() == null ? "" : " " + PlainText.of(memory.key() + " = " + memory.value());
        return output.styled("bold", memory.kind().name()) + keyed + "  " + PlainText.of(memory.text());
    }

    private static String provenance(Memory memory) {
        Instant newest = memory.assertions().stream()
                .map(Assertion::at)
                .max(Instant::compareTo)
                .orElseThrow();
        String status = memory.live() ? "" : memory.status().name().toLowerCase(Locale.ROOT) + " · ";
        return "%s%s · %s · %s · %s"
                .formatted(status, names(memory.authors()), time(newest), memory.scope(), memory.id());
    }

    /** Prints everything that is known about one memory. */
    void details(Memory memory) {
        memory(memory);
        for (Assertion assertion : memory.assertions()) {
            output.line("    %s · %s · trust %.2f%s"
                    .formatted(
                            PlainText.of(name(assertion.author())),
                            assertion.origin().name().toLowerCase(Locale.ROOT),
                            assertion.trust(),
                            place(assertion)));
            if (assertion.evidence() != null) {
                output.line("      \"" + PlainText.of(assertion.evidence()) + "\"");
            }
        }
    }

    private static String place(Assertion assertion) {
        return assertion.node() == null
                ? ""
                : PlainText.of(" · node %s of thread %s".formatted(assertion.node(), assertion.thread()));
    }

    /** Prints a match with the parts of its score. */
    void match(Match match) {
        output.line("%s  %s"
                .formatted(output.styled("green", "%.2f".formatted(match.score().total())), statement(match.memory())));
        output.line("      " + output.styled("faint", provenance(match.memory())));
        output.line("      " + output.styled("faint", parts(match.score())));
    }

    private static String parts(Score score) {
        StringBuilder parts =
                new StringBuilder("meaning %.2f · words %.2f · nearby %.2f · lift %.1f · behind %.1f · confidence %.2f"
                        .formatted(
                                score.similarity(),
                                score.keywords(),
                                score.nearby(),
                                score.lift(),
                                score.behind(),
                                score.confidence()));
        parts.append(score.named() ? " · names the key" : "")
                .append(score.kindNamed() ? " · names the kind" : "")
                .append(score.authorNamed() ? " · names the author" : "")
                .append(score.dated() ? " · names the date" : "");
        return parts.toString();
    }

    void conflict(Conflict conflict) {
        output.line(output.styled("bold,red", conflict.key()));
        conflict.memories().forEach(this::details);
    }

    void reading(Reading reading) {
        String place =
                reading.node() == null ? "" : " in node %s of thread %s".formatted(reading.node(), reading.thread());
        output.line("%s  %s read it%s"
                .formatted(
                        output.styled("faint", time(reading.at())),
                        output.styled("bold", name(reading.reader())),
                        PlainText.of(place)));
    }

    void change(Change change) {
        ToldChange told = ToldChange.of(change);
        output.line("%s  %s %s  %s"
                .formatted(
                        output.styled("faint", time(change.at())),
                        output.styled("bold", name(change.author())),
                        told.verb(),
                        output.styled("faint", told.id().value())));
        if (told.text() != null) {
            output.line("    " + PlainText.of(told.text()));
        }
        if (told.evidence() != null) {
            output.line("    \"" + PlainText.of(told.evidence()) + "\"");
        }
    }
}
