package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Scope;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScopeNameTest {

    static Stream<Scope> scopes() {
        return Stream.of(Scope.user("a"), Scope.task("a"), Scope.agent("a"), Scope.agentOnTask("a", "b"));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void givesItsScopeBack(Scope scope) {
        assertThat(ScopeName.of(scope).scope()).isEqualTo(scope);
    }

    @Test
    void differsForEachKindOfScope() {
        assertThat(scopes().map(ScopeName::of))
                .containsExactly(
                        new ScopeName("user", "a", ""),
                        new ScopeName("task", "a", ""),
                        new ScopeName("agent", "a", ""),
                        new ScopeName("agent", "a", "b"));
    }

    @Test
    void beginsItsIdsWithTheLetterOfItsKind() {
        ScopeName name = ScopeName.of(Scope.user("a"));

        assertThat(name.newId()).startsWith("u").hasSizeBetween(2, 11).isNotEqualTo(name.newId());
    }
}
