package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.memory.Draft;
import dev.commonground.memory.ErasureReceipt;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.BlobStore;
import dev.commonground.store.JsonMappers;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an erasure reaches beside the erased memory, and its receipt. */
class ErasureTest {

    @TempDir
    Path folder;

    SharedMemory memory;
    TaskMemory task;
    AgentMemory writer;
    MemoryId source;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .clock(new TickingClock())
                .open();
        task = memory.task("order-7").forUser("ann");
        writer = task.agent("writer");
        source = writer.remember("Ann earns 90,000 euros").memory().id();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    static Draft derived(String text, MemoryId... sources) {
        Draft.Builder draft = Draft.finding(text);
        for (MemoryId each : sources) {
            draft.derivedFrom(each);
        }
        return draft.build();
    }

    @Test
    void reachesWhatWasDerivedFromItAlone() {
        AgentMemory editor = task.agent("editor");
        MemoryId near = editor.remember(derived("Ann can pay", source)).memory().id();
        editor.privately().remember(derived("Ann is rich", near));
        writer.promote(source);
        MemoryId other = writer.remember("The price is 40,000 euros").memory().id();
        writer.remember(derived("Ann can pay the price", source, other));

        ErasureReceipt receipt = writer.erase(source);

        assertThat(receipt.memories())
                .extracting(ErasureReceipt.Item::scope)
                .containsExactlyInAnyOrder(
                        Scope.task("order-7"),
                        Scope.task("order-7"),
                        Scope.agentOnTask("editor", "order-7"),
                        Scope.user("ann"));
        assertThat(writer.list())
                .extracting(Memory::text)
                .containsExactlyInAnyOrder("The price is 40,000 euros", "Ann can pay the price");
        assertThat(editor.list()).extracting(Memory::text).doesNotContain("Ann is rich");
        assertThat(memory.user("ann").list()).isEmpty();
    }

    @Test
    void leavesADerivedMemoryThatSomebodyAssertsWithoutASource() {
        writer.remember(derived("Ann can pay", source));
        task.person("ann").remember("Ann can pay");

        writer.erase(source);

        assertThat(writer.list()).extracting(Memory::text).containsExactly("Ann can pay");
    }

    @Test
    void returnsAReceiptWithoutAWord() {
        ErasureReceipt receipt = writer.erase(source);

        assertThat(receipt.by()).isEqualTo(writer.author());
        assertThat(receipt.at()).isNotNull();
        assertThat(receipt.memories()).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo(source);
            assertThat(item.hash()).matches("[0-9a-f]{64}");
        });
        assertThat(receipt.cleanup().isComplete()).isTrue();
        assertThat(receipt.toString()).doesNotContain("90,000");
    }

    @Test
    void overwritesTheWordsInTheBlobsOfTheTask() {
        String chats = BlobStore.taskCollection(new Scope.Task("order-7"));
        memory.blobs()
                .put(chats, "writer", "[\"Ann earns 90,000 euros\", \"and more\"]".getBytes(StandardCharsets.UTF_8));
        memory.blobs().attach(Scope.task("order-7"), "mine");
        memory.blobs().put("mine", "a", "Ann earns 90,000 euros".getBytes(StandardCharsets.UTF_8));
        memory.blobs().put("others", "b", "Ann earns 90,000 euros".getBytes(StandardCharsets.UTF_8));

        assertThat(writer.erase(source).redacted()).isEqualTo(2);

        assertThat(memory.blobs().get(chats, "writer").orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("[\"" + "x".repeat(22) + "\", \"and more\"]");
        assertThat(memory.blobs().get("mine", "a").orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("x".repeat(22));
        assertThat(memory.blobs().get("others", "b").orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .contains("Ann");
    }

    @Test
    void ofATaskOrAUserRemovesTheCollectionsAttachedToIt() {
        BlobStore blobs = memory.blobs();
        for (String holder : List.of("order-7", "ann", "ben")) {
            blobs.attach(holder.equals("order-7") ? Scope.task(holder) : Scope.user(holder), "chats of " + holder);
            blobs.put("chats of " + holder, "a", "We talked".getBytes(StandardCharsets.UTF_8));
        }

        memory.erase(Scope.task("order-7"), "Ann");
        assertThat(memory.deleteUser("ann")).isTrue();

        assertThat(blobs.get("chats of order-7", "a")).isEmpty();
        assertThat(blobs.get("chats of ann", "a")).isEmpty();
        assertThat(blobs.get("chats of ben", "a")).isPresent();
        assertThat(memory.deleteUser("ann")).isFalse();
    }

    /** A quotation mark is escaped in JSON; a character beyond 16 bits is escaped in its bytes, and differs in Java's objects. */
    @Test
    void overwritesTheWordsInEachOfTheirForms() throws IOException {
        String text = "Ann earns \"90,000\" \uD83E\uDD93";
        MemoryId quoted = writer.remember(text).memory().id();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        new DataOutputStream(written).writeUTF(text);
        String chats = BlobStore.taskCollection(new Scope.Task("order-7"));
        String json = JsonMappers.STRICT.writeValueAsString(List.of(text));
        memory.blobs().put(chats, "json", json.getBytes(StandardCharsets.UTF_8));
        memory.blobs().put(chats, "json bytes", JsonMappers.STRICT.writeValueAsBytes(List.of(text)));
        memory.blobs().put(chats, "object", written.toByteArray());

        assertThat(writer.erase(quoted).redacted()).isEqualTo(3);

        assertThat(memory.blobs().list(chats))
                .allSatisfy(blob ->
                        assertThat(blob.data()).asString(StandardCharsets.UTF_8).doesNotContain("Ann", "90,000"));
    }

    /** Earlier versions named these collections after a crew's run, which is its task, and attached them to nothing. */
    @Test
    void ofATaskRemovesWhatEarlierVersionsKeptOfItsRuns() {
        List<String> kept = List.of("journal/order-7", "checkpoints/order-7", "leases/order-7");
        kept.forEach(collection -> memory.blobs().put(collection, "a", new byte[] {1}));
        memory.blobs().put("journal/order-8", "a", new byte[] {1});

        task.delete();

        assertThat(kept)
                .allSatisfy(collection ->
                        assertThat(memory.blobs().list(collection)).isEmpty());
        assertThat(memory.blobs().list("journal/order-8")).hasSize(1);
    }

    @Test
    void ofSeveralMemoriesIsAllOrNothing() {
        MemoryId hidden =
                task.agent("editor").privately().remember("Mine").memory().id();

        assertThatExceptionOfType(MemoryException.NotFound.class)
                .isThrownBy(() -> writer.log().eraseAll(List.of(source, hidden)));

        assertThat(writer.list()).hasSize(1);
        assertThat(writer.log().eraseAll(List.of(source)).memories()).hasSize(1);
        assertThat(writer.list()).isEmpty();
    }
}
