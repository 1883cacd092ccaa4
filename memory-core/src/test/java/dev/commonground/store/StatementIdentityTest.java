package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatementIdentityTest {

    static final StatementIdentity IDENTITY = new StatementIdentity(salt());

    static byte[] salt() {
        byte[] salt = new byte[32];
        for (int i = 0; i < salt.length; i++) {
            salt[i] = (byte) i;
        }
        return salt;
    }

    /** The ids are in files and exports, so they never change. They were computed with Python. */
    @Test
    void isTheBeginningOfAKeyedHashOfTheParts() {
        Statement plain = new Statement(Kind.FINDING, null, null, "Ada likes tea");
        Statement keyed = new Statement(Kind.CONSTRAINT, "max_words", "500", "At most 500 words");

        assertThat(IDENTITY.of(plain)).isEqualTo(new MemoryId("m-js2zhios4bon2piwxcprdy2yuq"));
        assertThat(IDENTITY.hash(plain)).isEqualTo("4cb593a1d2e05cdd3d16b89f11e358a41047a0a34d4f024ccd78caf0140ce66f");
        assertThat(IDENTITY.of(keyed)).isEqualTo(new MemoryId("m-yijumcociobanoapaypi6cwssu"));
    }

    @Test
    void differsByEveryPartAndByTheSalt() {
        Stream<MemoryId> ids = Stream.of(
                        new Statement(Kind.FINDING, "a", "b", "c"),
                        new Statement(Kind.DECISION, "a", "b", "c"),
                        new Statement(Kind.FINDING, "ab", "b", "c"),
                        new Statement(Kind.FINDING, "a", "bb", "c"),
                        new Statement(Kind.FINDING, "a", "b", "bc"),
                        new Statement(Kind.FINDING, null, null, "c"))
                .map(IDENTITY::of);
        MemoryId ofAnotherScope =
                new StatementIdentity(StatementIdentity.newSalt()).of(new Statement(Kind.FINDING, "a", "b", "c"));

        assertThat(Stream.concat(ids, Stream.of(ofAnotherScope))).doesNotHaveDuplicates();
    }

    @Test
    void newSaltsDiffer() {
        assertThat(StatementIdentity.newSalt()).hasSize(32).isNotEqualTo(StatementIdentity.newSalt());
    }
}
