package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitTest {

    @Test
    void rejectsTwoAppendsToOneScope() {
        Commit.Append append = new Commit.Append("t1", null, List.of(), List.of(), null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Commit.of(List.of(append, append)))
                .withMessageContaining("two appends to one scope");
    }

    @Test
    void aReceiptGetsThePositionsOfOtherScopes() {
        Commit.Appended written = new Commit.Appended(3, 1, 2);

        Commit.Receipt receipt = new Commit.Receipt(true, Map.of("t1", written)).with(Map.of("t2", 7L));

        assertThat(receipt)
                .isEqualTo(
                        new Commit.Receipt(true, Map.of("t1", written, "t2", new Commit.Appended(7, Entry.DIRECT, 0))));
    }

    @Test
    void eachCommitHasAnIdOfItsOwn() {
        assertThat(Commit.of(List.of()).id())
                .matches("[a-z0-9]{9,}")
                .isNotEqualTo(Commit.of(List.of()).id());
    }
}
