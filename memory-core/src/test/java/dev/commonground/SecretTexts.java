package dev.commonground;

import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.StatementVector;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Memories with words that occur nowhere else, among memories that stay. */
public final class SecretTexts {

    /** Gives each text a vector of its own. */
    public static final EmbeddingModelProvider MODEL = EmbeddingModelProvider.of("random", new RandomModel());

    private static final int DIMENSION = 96;
    private static final int OTHERS = 9;
    private static final int COMMITS = 100;

    private final AgentMemory agent;
    private final List<MemoryId> ids = new ArrayList<>();
    private final RawBytes words = new RawBytes();

    private static final class RandomModel implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> {
                        Random random = new Random(segment.text().hashCode());
                        float[] vector = new float[DIMENSION];
                        for (int i = 0; i < DIMENSION; i++) {
                            vector[i] = (float) random.nextGaussian();
                        }
                        return Embedding.from(vector);
                    })
                    .toList());
        }
    }

    private SecretTexts(AgentMemory agent) {
        this.agent = agent;
    }

    /**
     * Writes {@code count} secrets of different lengths, and nine other memories to each, in many commits: these split pages,
     * which keep copies of what moved.
     */
    public static SecretTexts write(AgentMemory agent, int count) {
        SecretTexts secrets = new SecretTexts(agent);
        Random random = new Random(count);
        int commits = Math.min(count, COMMITS);
        for (int commit = 0; commit < commits; commit++) {
            List<Draft> drafts = new ArrayList<>();
            for (int i = commit; i < count; i += commits) {
                secrets.add(i, random, drafts);
            }
            secrets.write(drafts);
        }
        return secrets;
    }

    private void add(int number, Random random, List<Draft> drafts) {
        for (int i = 0; i < OTHERS; i++) {
            drafts.add(Draft.finding("Order %d of customer %d has %d items".formatted(number, i, random.nextInt(1_000)))
                    .build());
        }
        String word = "quokka%05dzebu".formatted(number);
        String text = "The %s costs %s euros".formatted(word, "9".repeat(1 + random.nextInt(200)));
        drafts.add(
                random.nextInt(drafts.size()),
                Draft.constraint(text)
                        .key("price of " + word, word + " price")
                        .evidence("they said " + word + " is expensive")
                        .metadata("animal", word)
                        .build());
        words.text(word);
    }

    private void write(List<Draft> drafts) {
        agent.rememberAll(drafts).stream()
                .map(outcome -> outcome.memory())
                .filter(memory -> memory.key() != null)
                .forEach(memory -> ids.add(memory.id()));
    }

    /** Returns the ids of the secrets. */
    public List<MemoryId> ids() {
        return ids;
    }

    /** Returns a search for the words and the vectors of the secrets, which the store must still hold. */
    public RawBytes search(MemoryStore store, String scope) {
        for (StatementVector vector : store.readBeyond(scope, 0, MODEL.id()).vectors()) {
            if (ids.contains(vector.id())) {
                words.vector(vector.id().value(), vector.vector());
                words.vector(vector.id().value(), vector.bytes());
            }
        }
        return words;
    }
}
