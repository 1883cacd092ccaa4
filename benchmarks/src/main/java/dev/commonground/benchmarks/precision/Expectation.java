package dev.commonground.benchmarks.precision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares results with the expectations of a PrecisionMemBench case and collects the differences. */
final class Expectation {

    private final Map<MemoryId, String> names;
    private final List<String> wrong = new ArrayList<>();

    Expectation(Map<MemoryId, String> names) {
        this.names = names;
    }

    /** Returns the unmet expectations. */
    List<String> wrong() {
        return wrong;
    }

    void fail(String reason) {
        wrong.add(reason);
    }

    /** Checks the returned beliefs; {@code shouldOnlyInclude} is the exact set. */
    void check(String part, JsonNode expected, List<Memory> given) {
        Set<String> found =
                given.stream().map(memory -> names.get(memory.id())).collect(Collectors.toCollection(TreeSet::new));
        if (expected.has("shouldOnlyInclude")) {
            checkExactly(part, strings(expected.path("shouldOnlyInclude")), found);
        }
        missing(part, strings(expected.path("mustInclude")), found);
        Set<String> excluded = strings(expected.path("mustExclude"));
        excluded.retainAll(found);
        unexpected(part, excluded);
    }

    private void checkExactly(String part, Set<String> expected, Set<String> found) {
        missing(part, expected, found);
        Set<String> others = new TreeSet<>(found);
        others.removeAll(expected);
        unexpected(part, others);
    }

    private void missing(String part, Set<String> expected, Set<String> found) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        if (!missing.isEmpty()) {
            fail("%s lacks %s".formatted(part, missing));
        }
    }

    private void unexpected(String part, Set<String> unexpected) {
        if (!unexpected.isEmpty()) {
            fail("%s has %s".formatted(part, unexpected));
        }
    }

    /** Checks the prelude about the user. */
    void checkText(JsonNode expected, List<Memory> given) {
        String text = given.stream().map(Memory::text).collect(Collectors.joining("\n"));
        checkEmptiness(expected, text.isEmpty());
        strings(expected.path("contains")).stream()
                .filter(part -> !text.contains(part))
                .forEach(part -> fail("the prelude lacks " + part));
        strings(expected.path("mustNotContain")).stream()
                .filter(text::contains)
                .forEach(part -> fail("the prelude has " + part));
    }

    private void checkEmptiness(JsonNode expected, boolean empty) {
        if (expected.path("nonEmpty").asBoolean() && empty) {
            fail("the prelude is empty");
        }
        if (expected.path("isNull").asBoolean() && !empty) {
            fail("the prelude is not empty");
        }
    }

    private static Set<String> strings(JsonNode array) {
        Set<String> strings = new TreeSet<>();
        array.forEach(one -> strings.add(one.asText()));
        return strings;
    }
}
