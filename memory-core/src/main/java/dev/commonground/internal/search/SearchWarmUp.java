package dev.commonground.internal.search;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.recall.RecallRequest;
import dev.commonground.store.RowJson;
import dev.commonground.store.VectorBytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes of a search on a thread of its own while a store is opened: a process otherwise spends a large part of
 * its first recall on that. It searches a scope that only exists here.
 */
public final class SearchWarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(SearchWarmUp.class);

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final List<String> TEXTS =
            List.of("The report had 12 figures on 3 May", "The client wants more than twelve figures in the report");
    private static final float[] VECTOR = Arrays.copyOf(new float[] {1}, 256);

    private SearchWarmUp() {}

    /** Begins, unless this process has begun before or has one processor only. Nothing fails and nothing waits for it. */
    public static void begin() {
        if (Runtime.getRuntime().availableProcessors() > 1 && BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(SearchWarmUp::run, "commonground-search-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void run() {
        try {
            Map<String, Object> metadata = RowJson.read("{\"team\":\"writers\"}", new TypeReference<>() {});
            List<SearchMatch> matches = HybridSearch.search(
                    RecallRequest.builder("Which figures did the report of May have?")
                            .build(),
                    VECTOR,
                    List.of(scope(new Metadata(metadata))));
            LOG.trace("A search found {} memories", matches.size());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("The classes of a search could not be loaded in advance", e);
        }
    }

    private static SearchTarget scope(Metadata metadata) {
        ScopeIndex index = new ScopeIndex();
        BitSet live = new BitSet();
        for (String text : TEXTS) {
            int ordinal = live.cardinality();
            index.add(
                    ordinal,
                    new MemoryId("m-" + String.valueOf((char) ('a' + ordinal)).repeat(26)),
                    new Statement(Kind.FINDING, null, null, text),
                    assertion(metadata),
                    VectorBytes.of(VECTOR));
            live.set(ordinal);
        }
        return new SearchTarget(index, live);
    }

    private static Assertion assertion(Metadata metadata) {
        return new Assertion(
                Author.agent("writer"), Instant.EPOCH, null, null, Origin.AGENT, 1, null, metadata, null, List.of());
    }
}
