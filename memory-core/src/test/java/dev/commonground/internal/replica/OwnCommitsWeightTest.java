package dev.commonground.internal.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Author;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A commit that waits for a reader counts towards the heap budget until the reader takes it. */
class OwnCommitsWeightTest {

    private static final Entry.Action FORGET = new Entry.Forget(Author.agent("writer"), Instant.EPOCH, List.of());

    private final OwnCommits own = new OwnCommits();

    /** Adds a commit that follows a position. */
    private void add(long after, int entries) {
        own.add(
                new Commit.Append("scope", null, Collections.nCopies(entries, FORGET), List.of(), null),
                new Commit.Appended(after + entries, Entry.DIRECT, 0));
    }

    private List<Long> taken(long position) {
        return own.takeFollowing(position).entries().stream()
                .map(Entry::position)
                .toList();
    }

    @Test
    void commitsThatFollowEachOtherAreTakenTogether() {
        add(7, 1);
        add(2, 3);
        add(5, 2);
        add(9, 1);

        assertThat(taken(2)).isEqualTo(LongStream.rangeClosed(3, 8).boxed().toList());
        assertThat(own.weight()).isPositive();
        assertThat(taken(8)).as("entry 9 is of another process").isEmpty();
        assertThat(taken(9)).containsExactly(10L);

        assertThat(own.weight()).isZero();
    }

    @Test
    void whatIsOlderThanTheReaderIsDropped() {
        add(0, 1);
        add(1, 1);

        assertThat(taken(2)).isEmpty();

        assertThat(own.weight()).isZero();
        assertThat(taken(0)).isEmpty();
    }

    @Test
    void aCommitThatIsReportedAgainWeighsOnce() {
        add(0, 2);
        long once = own.weight();

        add(0, 2);

        assertThat(own.weight()).isEqualTo(once).isPositive();
    }
}
