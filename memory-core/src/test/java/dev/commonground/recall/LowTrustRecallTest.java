package dev.commonground.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.guard.WriteGuard;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What low trust does to the places of a recall. */
class LowTrustRecallTest {

    private static final List<String> COLLEAGUES = List.of(
            "The harbour in Bergen is closed on Sundays",
            "Bergen ships salmon on Tuesdays and Fridays",
            "The lorry from Oslo needs nine hours to Bergen",
            "Invoices are written in Norwegian crowns",
            "The cold store keeps two degrees",
            "Customs in Bergen opens at seven");

    @TempDir
    Path folder;

    SharedMemory memory;
    AgentMemory writer;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .writeGuard(WriteGuard.none())
                .open();
        writer = memory.task("order-7").agent("writer");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private void writeColleagues() {
        AgentMemory planner = memory.task("order-7").agent("planner");
        COLLEAGUES.forEach(planner::remember);
    }

    private void writeFromTheWeb(String author, List<String> texts) {
        memory.task("order-7")
                .agent(author)
                .rememberAll(texts.stream()
                        .map(text -> Draft.finding(text).origin(Origin.WEB).build())
                        .toList());
    }

    private static List<String> texts(List<Match> matches) {
        return matches.stream().map(match -> match.memory().text()).toList();
    }

    @Test
    void stuffedKeywordsTakeNoColleaguesPlace() {
        writeColleagues();
        List<String> before = texts(writer.recall("When does Bergen ship salmon?", 3));
        writeFromTheWeb(
                "bot", List.of("Bergen ship salmon Bergen ships salmon when does Bergen ship salmon Bergen salmon"));

        assertThat(texts(writer.recall("When does Bergen ship salmon?", 3))).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 2_000})
    void nearDuplicatesChangeNothingForColleagues(int copies) {
        writeColleagues();
        List<Match> before = writer.recall(relevant("When does Bergen ship salmon?"));
        List<String> flood = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            flood.add("Bergen ships no salmon before noon on day number " + i);
        }
        writeFromTheWeb("bot", flood);

        assertThat(writer.recall(relevant("When does Bergen ship salmon?"))).isEqualTo(before);
        List<Match> page = writer.recall("When does Bergen ship salmon?", 10);
        assertThat(texts(page)).containsAll(COLLEAGUES);
        assertThat(page).filteredOn(match -> match.memory().isLowTrust()).hasSize(1);
    }

    private static RecallRequest relevant(String question) {
        return RecallRequest.builder(question).relevantOnly().build();
    }

    @Test
    void anAuthorOfLowTrustHasTwoPlaces() {
        writeColleagues();
        writeFromTheWeb(
                "bot",
                List.of(
                        "Bergen has a famous fish market",
                        "Salmon prices rise in Bergen every winter",
                        "A ferry sails from Bergen to Hirtshals",
                        "Rain falls in Bergen on most days"));
        writeFromTheWeb("scout", List.of("A new quay opens near Bergen in June"));

        List<Memory> low = writer.recall("Bergen", 10).stream()
                .map(Match::memory)
                .filter(Memory::isLowTrust)
                .toList();

        assertThat(low)
                .filteredOn(one -> one.authors().contains(Author.agent("bot")))
                .hasSize(2);
        assertThat(low)
                .filteredOn(one -> one.authors().contains(Author.agent("scout")))
                .hasSize(1);
    }

    @Test
    void lowTrustAnswersIfNoColleagueDoes() {
        writeColleagues();
        writeFromTheWeb("scout", List.of("The lighthouse keeper retires in May"));

        assertThat(texts(writer.recall(relevant("When does the lighthouse keeper retire?"))))
                .containsExactly("The lighthouse keeper retires in May");
    }

    @Test
    void lowTrustIsRankedByItself() {
        writeFromTheWeb("one", List.of("The lighthouse keeper retires in May"));
        writeFromTheWeb("two", List.of("A new quay opens in June"));

        assertThat(texts(writer.recall("When does the lighthouse keeper retire?", 2)))
                .containsExactly("The lighthouse keeper retires in May", "A new quay opens in June");
    }

    @Test
    void aColleagueWhoSaysTheSameIsEnough() {
        writeColleagues();
        writeFromTheWeb("scout", List.of("The lighthouse keeper retires in May"));
        memory.task("order-7").agent("planner").remember("The lighthouse keeper retires in May");

        assertThat(writer.recall("lighthouse keeper", 1).get(0).memory().isLowTrust())
                .isFalse();
    }
}
