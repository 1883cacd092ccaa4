package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommitTest {

    @Test
    void rejectsTwoAppendsToOneScope() {
        Commit.Append append = new Commit.Append("t1", null, List.of(), List.of(), null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Commit.of(List.of(append, append)))
                .withMessageContaining("two appends to one scope");
    }
}
