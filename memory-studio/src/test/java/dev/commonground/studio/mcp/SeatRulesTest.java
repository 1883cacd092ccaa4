package dev.commonground.studio.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Author;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Command line, token and URL: what one fixes, the next cannot change. */
class SeatRulesTest {

    static final SeatRules OPEN = SeatRules.of("local", null, null, null);
    static final SeatRules TOKENS = OPEN.withTokens(
            "{\"one\": {\"task\": \"q3\", \"agent\": \"writer\", \"owner\": \"acme\"}, \"two\": {\"person\": \"ann\"}}");

    @Test
    void theUrlFillsWhatIsOpen() {
        assertThat(OPEN.seat(null, Map.of("task", "q3", "agent", "writer", "user", "ann")))
                .isEqualTo(new Seat("local", "q3", "ann", Author.agent("writer")));
        assertThat(SeatRules.of("local", "q3", null, null).seat(null, Map.of("person", "ann")))
                .isEqualTo(new Seat("local", "q3", null, Author.person("ann")));
    }

    @Test
    void theUrlChangesNothingThatIsFixed() {
        SeatRules fixed = SeatRules.of("local", "q3", null, Author.agent("writer"));

        assertThat(fixed.seat(null, Map.of("task", "q3"))).isEqualTo(fixed.fixedSeat());
        refuses(fixed, null, Map.of("task", "q4"), 403);
        refuses(fixed, null, Map.of("agent", "boss"), 403);
        refuses(fixed, null, Map.of("person", "boss"), 403);
        refuses(fixed, null, Map.of("owner", "other"), 403);
    }

    @Test
    void aTokenFixesItsPart() {
        assertThat(TOKENS.seat("one", Map.of())).isEqualTo(new Seat("acme", "q3", null, Author.agent("writer")));
        assertThat(TOKENS.seat("two", Map.of("task", "q4")))
                .isEqualTo(new Seat("local", "q4", null, Author.person("ann")));
        refuses(TOKENS, "one", Map.of("task", "q4"), 403);
        refuses(TOKENS, "two", Map.of("task", "q4", "agent", "writer"), 403);
        refuses(TOKENS, "three", Map.of("task", "q4", "agent", "writer"), 401);
        refuses(TOKENS, null, Map.of("task", "q4", "agent", "writer"), 401);
    }

    @Test
    void somethingMayBeMissing() {
        refuses(OPEN, null, Map.of("task", "q3"), 400);
        refuses(OPEN, null, Map.of("agent", "writer"), 400);
    }

    static void refuses(SeatRules rules, String token, Map<String, String> url, int status) {
        assertThatThrownBy(() -> rules.seat(token, url))
                .isInstanceOfSatisfying(
                        SeatRefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }

    @Test
    void aFileOfTokensHasAnObjectForEachToken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPEN.withTokens("[]"))
                .withMessageStartingWith("The file of tokens is not a JSON object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPEN.withTokens("{}"))
                .withMessageContaining("has no token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPEN.withTokens("{\"one\": {\"tasks\": \"q3\"}}"))
                .withMessageContaining("a token fixes some of [owner, task, user, agent, person]");
    }
}
