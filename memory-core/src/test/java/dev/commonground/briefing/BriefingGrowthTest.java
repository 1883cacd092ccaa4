package dev.commonground.briefing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.TokenCountEstimator;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the cost of a briefing grows with the memories and with the budget: in counted characters and in bytes. */
class BriefingGrowthTest {

    private static final int SMALL = 1_000;
    private static final int ALL = 10_000_000;

    @TempDir
    Path folder;

    private final CharacterCounter counter = new CharacterCounter();

    /** Counts like {@link Tokens}, and how many characters it was asked about. */
    private static final class CharacterCounter implements TokenCountEstimator {

        private long characters;

        @Override
        public int estimateTokenCountInText(String text) {
            characters += text.length();
            return Tokens.estimate(text);
        }

        @Override
        public int estimateTokenCountInMessage(ChatMessage message) {
            throw new AssertionError("A briefing is counted as a text, not as a message");
        }

        @Override
        public int estimateTokenCountInMessages(Iterable<ChatMessage> messages) {
            throw new AssertionError("A briefing is counted as a text, not as messages");
        }
    }

    private record Cost(long characters, long bytes, Briefing briefing) {}

    @Test
    void isLinearInOpenQuestions() {
        isLinear(i -> Draft.question("Is part number %d of the proposal right?".formatted(i)), ALL);
    }

    @Test
    void isLinearInFindings() {
        isLinear(i -> Draft.finding("The proposal has part number %d, by Ann".formatted(i)), ALL);
    }

    @Test
    void isLinearInBindingMemories() {
        isLinear(i -> Draft.constraint("Part number %d of the proposal is blue".formatted(i)), ALL);
    }

    @Test
    void isLinearInFindingsThatDoNotAllFit() {
        isLinear(i -> Draft.finding("The proposal has part number %d, by Ann".formatted(i)), 5_000);
    }

    @Test
    void stopsWhenNothingFits() {
        Cost few = cost(SMALL, i -> Draft.question("Is part number %d right?".formatted(i)), 500);
        Cost many = cost(4 * SMALL, i -> Draft.question("Is part number %d right?".formatted(i)), 500);

        assertThat(many.characters()).isLessThan(few.characters() * 11 / 10);
        assertThat(many.briefing().tokens()).isBetween(480, 500);
    }

    private void isLinear(IntFunction<Draft.Builder> drafts, int budget) {
        Cost one = cost(SMALL, drafts, budget);
        Cost two = cost(2 * SMALL, drafts, budget);
        Cost four = cost(4 * SMALL, drafts, budget);

        assertThat(two.characters()).isLessThan(one.characters() * 5 / 2);
        assertThat(four.characters()).isLessThan(two.characters() * 5 / 2);
        assertThat(two.bytes()).isLessThan(one.bytes() * 5 / 2);
        assertThat(four.bytes()).isLessThan(two.bytes() * 5 / 2);
    }

    /** Returns the cost of the second briefing; the first one fills the index. */
    private Cost cost(int memories, IntFunction<Draft.Builder> drafts, int budget) {
        try (SharedMemory memory = SharedMemory.builder(folder.resolve(memories + ".db"))
                .keywordsOnly()
                .tokenCounter(counter)
                .open()) {
            AgentMemory agent = memory.task("order-7").agent("writer");
            agent.rememberAll(IntStream.range(0, memories)
                    .mapToObj(i -> drafts.apply(i).build())
                    .toList());
            BriefingRequest request = BriefingRequest.builder()
                    .work("proposal part")
                    .budget(budget)
                    .build();
            agent.brief(request);
            counter.characters = 0;
            long before = allocated();
            Briefing briefing = agent.brief(request);
            return new Cost(counter.characters, allocated() - before, briefing);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
