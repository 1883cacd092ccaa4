package dev.commonground.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a case of PrecisionMemBench expects, and what of it was not met. */
final class Expectation {

    private final Map<MemoryId, String> names;
    private final List<String> wrong = new ArrayList<>();

    Expectation(Map<MemoryId, String> names) {
        this.names = names;
    }

    /** Returns what was not met. */
    List<String> wrong() {
        return wrong;
    }

    void fail(String reason) {
        wrong.add(reason);
    }

    /** Checks which beliefs were given: {@code shouldOnlyInclude} names all of them, neither more nor fewer. */
    void check(String part, JsonNode expected, List<Memory> given) {
        Set<String> found =
                given.stream().map(memory -> names.get(memory.id())).collect(Collectors.toCollection(TreeSet::new));
        if (expected.has("shouldOnlyInclude")) {
            missing(part, strings(expected.path("shouldOnlyInclude")), found);
            Set<String> unexpected = new TreeSet<>(found);
            unexpected.removeAll(strings(expected.path("shouldOnlyInclude")));
            unexpected(part, unexpected);
        }
        missing(part, strings(expected.path("mustInclude")), found);
        Set<String> excluded = strings(expected.path("mustExclude"));
        excluded.retainAll(found);
        unexpected(part, excluded);
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

    /** Checks what is always told of the user. */
    void checkText(JsonNode expected, List<Memory> given) {
        String text = given.stream().map(Memory::text).collect(Collectors.joining("\n"));
        if (expected.path("nonEmpty").asBoolean() && text.isEmpty()) {
            fail("the prelude is empty");
        }
        if (expected.path("isNull").asBoolean() && !text.isEmpty()) {
            fail("the prelude is not empty");
        }
        strings(expected.path("contains")).stream()
                .filter(part -> !text.contains(part))
                .forEach(part -> fail("the prelude lacks " + part));
        strings(expected.path("mustNotContain")).stream()
                .filter(text::contains)
                .forEach(part -> fail("the prelude has " + part));
    }

    private static Set<String> strings(JsonNode array) {
        Set<String> strings = new TreeSet<>();
        array.forEach(one -> strings.add(one.asText()));
        return strings;
    }
}
