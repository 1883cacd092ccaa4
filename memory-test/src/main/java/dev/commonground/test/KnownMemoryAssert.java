package dev.commonground.test;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the memories that have a phrase. Each one narrows them: {@code since("research").from("researcher")} needs
 * one assertion that the researcher made in the node {@code research}. Not thread-safe.
 */
public final class KnownMemoryAssert extends AbstractAssert<KnownMemoryAssert, List<Memory>> {

    /** What a crew puts before the name of a task to name its nodes. */
    private static final List<String> CREW_NODES = List.of("run_", "check_", "commit_");

    private record Saying(Memory memory, Assertion assertion) {}

    private final AgentMemoryAssert reader;
    private final String said;
    private final List<Saying> sayings;

    KnownMemoryAssert(List<Memory> known, AgentMemoryAssert reader, String said) {
        this(
                known.stream()
                        .flatMap(memory -> memory.assertions().stream().map(assertion -> new Saying(memory, assertion)))
                        .toList(),
                said,
                reader);
    }

    private KnownMemoryAssert(List<Saying> sayings, String said, AgentMemoryAssert reader) {
        super(sayings.stream().map(Saying::memory).distinct().toList(), KnownMemoryAssert.class);
        this.sayings = sayings;
        this.said = said;
        this.reader = reader;
    }

    /**
     * Verifies that it was learned in this node of a graph, or in this task of a crew, which runs in nodes such as
     * {@code run_research}.
     *
     * @param node the name of the node, or of the crew's task
     */
    public KnownMemoryAssert since(String node) {
        requireNonNull(node, "node");
        return narrowed(
                "since " + node,
                saying -> isOf(node, saying.assertion().node()),
                saying -> String.valueOf(saying.assertion().node()));
    }

    private static boolean isOf(String step, @Nullable String node) {
        return step.equals(node) || CREW_NODES.stream().anyMatch(prefix -> (prefix + step).equals(node));
    }

    /** Verifies that the agent or person called {@code author} said it. */
    public KnownMemoryAssert from(String author) {
        requireNonNull(author, "author");
        return narrowed(
                "from " + author,
                saying -> saying.assertion().author().name().equals(author),
                saying -> saying.assertion().author().name());
    }

    /** Verifies that the agent or person called {@code recorder} recorded what its author had said. */
    public KnownMemoryAssert recordedBy(String recorder) {
        requireNonNull(recorder, "recorder");
        return narrowed(
                "recorded by " + recorder,
                saying -> recorder(saying.assertion()).name().equals(recorder),
                saying -> recorder(saying.assertion()).name());
    }

    private static Author recorder(Assertion assertion) {
        Author recorder = assertion.recorder();
        return recorder == null ? assertion.author() : recorder;
    }

    /** Verifies its kind. */
    public KnownMemoryAssert ofKind(Kind kind) {
        requireNonNull(kind, "kind");
        return narrowed(
                "of kind " + kind,
                saying -> saying.memory().kind() == kind,
                saying -> String.valueOf(saying.memory().kind()));
    }

    /** Verifies its key and value. */
    public KnownMemoryAssert with(String key, String value) {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
        return narrowed(
                "with %s = %s".formatted(key, value),
                saying -> key.equals(saying.memory().key())
                        && value.equals(saying.memory().value()),
                saying -> keyed(saying.memory()));
    }

    private static String keyed(Memory memory) {
        return memory.key() == null ? "no key" : "%s = %s".formatted(memory.key(), memory.value());
    }

    /** Verifies that its evidence has these words, as they are. */
    public KnownMemoryAssert because(String evidence) {
        requireNonNull(evidence, "evidence");
        return narrowed(
                "because \"%s\"".formatted(evidence),
                saying -> Objects.requireNonNullElse(saying.assertion().evidence(), "")
                        .contains(evidence),
                saying -> saying.assertion().evidence() == null
                        ? "no evidence"
                        : "\"%s\"".formatted(saying.assertion().evidence()));
    }

    /** Goes back to the reader, for an assertion about another memory. */
    public AgentMemoryAssert and() {
        return reader;
    }

    private KnownMemoryAssert narrowed(String what, Predicate<Saying> condition, Function<Saying, String> told) {
        List<Saying> left = sayings.stream().filter(condition).toList();
        if (left.isEmpty()) {
            String instead = sayings.stream().map(told).distinct().collect(Collectors.joining(", "));
            throw failure(Findings.escaped(
                    "%s, but not %s. It has %s:%s".formatted(said, what, instead, Findings.list(actual))));
        }
        return new KnownMemoryAssert(left, said + " " + what, reader);
    }
}
