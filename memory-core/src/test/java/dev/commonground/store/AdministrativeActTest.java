package dev.commonground.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Verification;
import dev.commonground.memory.Verification.Flaw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each act has a hash of its own and that of the act before it. */
class AdministrativeActTest {

    static List<byte[]> chain() {
        List<byte[]> blobs = new ArrayList<>();
        byte @Nullable [] last = null;
        for (AdministrativeAct.Kind kind : AdministrativeAct.Kind.values()) {
            last = new AdministrativeAct(kind, "t-a", 7, new byte[] {1, 2}).after(last, Instant.EPOCH);
            blobs.add(last);
        }
        return blobs;
    }

    private static void finds(List<byte[]> blobs, Flaw... flaws) {
        assertThat(AdministrativeAct.verify(blobs)).isEqualTo(new Verification(blobs.size(), List.of(flaws)));
    }

    private static Flaw changed(int number) {
        return new Flaw("administration", number, "the act differs from its hash");
    }

    private static Flaw broken(int number) {
        return new Flaw("administration", number, "the link to the act before it is broken");
    }

    @Test
    void anUnchangedChainIsIntact() {
        finds(chain());
        finds(List.of());
    }

    @Test
    void anActHasItsKindItsTimeItsScopeAndTheEndOfItsLog() {
        assertThat(new String(chain().get(0), UTF_8)).startsWith("ARCHIVED\n1970-01-01T00:00:00Z\nt-a\n7\n0102\n\n");
    }

    @Test
    void aChangedActIsNamed() {
        List<byte[]> blobs = chain();
        blobs.set(1, new String(blobs.get(1), UTF_8).replace("t-a", "t-b").getBytes(UTF_8));

        finds(blobs, changed(2));
    }

    @Test
    void aBlobThatIsNoActIsNamed() {
        List<byte[]> blobs = chain();
        blobs.set(2, "nothing".getBytes(UTF_8));

        finds(blobs, changed(3));
    }

    @Test
    void theActAfterAMissingOneIsNamed() {
        finds(chain().subList(1, 3), broken(1));
        List<byte[]> blobs = chain();
        blobs.remove(1);
        finds(blobs, broken(2));
    }

    @Test
    void theActsOfAnOwnerAreApartFromOtherCollections() {
        assertThat(AdministrativeAct.collection("ann")).isEqualTo("acts/ann");
    }
}
