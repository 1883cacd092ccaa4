package dev.commonground.studio.page;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.PromptText;
import dev.commonground.recall.Match;
import dev.commonground.recall.Match.Score;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A memory as the page shows it: plain texts, in which characters that a screen would not show are visible.
 *
 * @param why why a search found it; empty outside a search
 */
public record ShownMemory(
        String id,
        String kind,
        String key,
        String value,
        String text,
        String status,
        String authors,
        String at,
        String trust,
        String why,
        List<Grounds> grounds) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The word of one author. */
    public record Grounds(
            String author, String at, String origin, String trust, String place, String evidence, List<String> from) {}

    static ShownMemory of(Memory memory) {
        return of(memory, "");
    }

    static ShownMemory of(Match match) {
        return of(match.memory(), why(match.score()));
    }

    private static ShownMemory of(Memory memory, String why) {
        Assertion newest = memory.assertions().stream()
                .max(Comparator.comparing(Assertion::at))
                .orElseThrow();
        return new ShownMemory(
                memory.id().value(),
                memory.kind().name().toLowerCase(Locale.ROOT),
                shown(memory.key()),
                shown(memory.value()),
                shown(memory.text()),
                memory.status().name().toLowerCase(Locale.ROOT),
                memory.authors().stream().map(ShownMemory::name).collect(Collectors.joining(", ")),
                time(newest.at()),
                trust(memory.assertions().stream()
                        .mapToDouble(Assertion::trust)
                        .max()
                        .orElse(0)),
                why,
                memory.assertions().stream().map(ShownMemory::grounds).toList());
    }

    private static Grounds grounds(Assertion assertion) {
        String place =
                assertion.node() == null ? "" : "node %s of thread %s".formatted(assertion.node(), assertion.thread());
        return new Grounds(
                name(assertion.author()),
                time(assertion.at()),
                assertion.origin().name().toLowerCase(Locale.ROOT),
                trust(assertion.trust()),
                shown(place),
                shown(assertion.evidence()),
                assertion.derivedFrom().stream().map(Object::toString).toList());
    }

    static String name(Author author) {
        return shown(author.name()) + (author.type() == Author.Type.PERSON ? " (person)" : "");
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** Returns a text with escapes for what a screen would not show; empty for null. */
    static String shown(@Nullable String text) {
        return text == null ? "" : PromptText.visible(text);
    }

    private static String trust(double trust) {
        return "%.2f".formatted(trust);
    }

    private static String why(Score score) {
        List<String> parts = new ArrayList<>();
        parts.add("score %.2f".formatted(score.total()));
        parts.add("meaning %.2f".formatted(score.similarity()));
        parts.add("words %.2f".formatted(score.keywords()));
        parts.add("confidence %.2f".formatted(score.confidence()));
        if (score.named()) {
            parts.add("names the key");
        }
        if (score.authorNamed()) {
            parts.add("names the author");
        }
        if (score.dated()) {
            parts.add("names the date");
        }
        return String.join(" · ", parts);
    }
}
