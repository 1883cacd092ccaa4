package dev.commonground.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatementIdsTest {

    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567";

    private final List<LoggedStatement> statements = new ArrayList<>();
    private final StatementIds ids = new StatementIds(statements);

    @Test
    void findTheStatementsAndNothingElse() {
        Random random = new Random(5);
        List<MemoryId> others = new ArrayList<>();
        for (int ordinal = 0; ordinal < 5_000; ordinal++) {
            MemoryId id = id(random);
            assertThat(ids.find(id)).isNull();
            add(id);
            assertThat(ids.find(id)).isSameAs(statements.get(ordinal));
            others.add(id(random));
        }

        assertThat(statements)
                .allSatisfy(statement -> assertThat(
                                ids.find(new MemoryId(statement.id().value())))
                        .isSameAs(statement));
        assertThat(others).allSatisfy(id -> assertThat(ids.find(id)).isNull());
    }

    /** The hash code does not depend on the order of the two halves of the first 24 characters. */
    @Test
    void tellIdsWithOneHashCodeApart() {
        MemoryId id = new MemoryId("m-" + "abcdefghijkl" + "mnopqrstuvwx" + "yz");
        MemoryId other = new MemoryId("m-" + "mnopqrstuvwx" + "abcdefghijkl" + "yz");
        assertThat(other).hasSameHashCodeAs(id);

        add(id);
        assertThat(ids.find(other)).isNull();
        add(other);

        assertThat(ids.find(id)).isSameAs(statements.get(0));
        assertThat(ids.find(other)).isSameAs(statements.get(1));
    }

    private void add(MemoryId id) {
        statements.add(new LoggedStatement(statements.size(), id, new Statement(Kind.FINDING, null, null, "one")));
        ids.added();
    }

    private static MemoryId id(Random random) {
        StringBuilder id = new StringBuilder("m-");
        random.ints(26, 0, CHARACTERS.length()).mapToObj(CHARACTERS::charAt).forEach(id::append);
        return new MemoryId(id.toString());
    }
}
