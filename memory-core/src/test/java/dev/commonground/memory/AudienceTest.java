package dev.commonground.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.commonground.memory.Audience.Member;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudienceTest {

    private static final Author EVE = Author.person("eve");

    @Test
    void isEveryoneByDefault() {
        assertThat(Draft.finding("Ada likes tea").build().audience()).isEqualTo(Audience.EVERYONE);
        assertThat(Audience.EVERYONE.admits(EVE, Set.of())).isTrue();
    }

    @Test
    void admitsEachOfItsMembers() {
        Audience audience = Audience.of(Member.role("aid"), Member.agent("writer"), Member.person("ann"));

        assertThat(audience.admits(EVE, Set.of("aid"))).isTrue();
        assertThat(audience.admits(Author.agent("writer"), Set.of())).isTrue();
        assertThat(audience.admits(Author.person("ann"), Set.of())).isTrue();
        assertThat(audience.admits(Author.person("writer"), Set.of("ann"))).isFalse();
        assertThat(audience.admits(EVE, Set.of("parent"))).isFalse();
    }

    @Test
    void ofTwoMemoriesDemandsAMatchInBoth() {
        Audience both = Audience.of(Member.role("aid")).and(Audience.of(Member.role("staff"), Member.person("eve")));

        assertThat(both.admits(EVE, Set.of("aid"))).isTrue();
        assertThat(both.admits(Author.person("ann"), Set.of("aid", "staff"))).isTrue();
        assertThat(both.admits(Author.person("ann"), Set.of("aid"))).isFalse();
        assertThat(both.admits(EVE, Set.of())).isFalse();
    }

    @Test
    void namesAtLeastOneMember() {
        assertThatIllegalArgumentException().isThrownBy(Audience::of).withMessageContaining("name at least one");
    }
}
