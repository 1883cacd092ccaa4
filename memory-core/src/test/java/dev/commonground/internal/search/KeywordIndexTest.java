package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeywordIndexTest {

    private final KeywordIndex index = new KeywordIndex();

    private void add(String... words) {
        index.add(new SearchTerms(List.of(words), Set.of()));
    }

    private TermStatistics statistics(String... terms) {
        TermStatistics statistics = new TermStatistics();
        statistics.addPassages(passages(), index.totalLength());
        for (String term : terms) {
            statistics.addTerm(term, index.count(term));
        }
        return statistics;
    }

    private int passages() {
        return index.count("every");
    }

    private double score(TermStatistics statistics, String term, int frequency, int passage) {
        double norm = 1.2 * (0.25 + 0.75 * index.length(passage) / statistics.averageLength());
        return statistics.weight(term) * frequency * 2.2 / (frequency + norm);
    }

    @Test
    void partsOfWordsAreFoundButMakeAPassageNoLonger() {
        index.add(new SearchTerms(List.of("house", "house", "garden"), Set.of("hous-", "garden")));
        index.add(new SearchTerms(List.of("house"), Set.of()));

        assertThat(index.length(0)).isEqualTo(3);
        assertThat(index.totalLength()).isEqualTo(4);
        assertThat(index.count("hous-")).isEqualTo(1);
        assertThat(index.count("house")).isEqualTo(2);
        assertThat(index.count("house", passage -> passage == 1)).isEqualTo(1);
        assertThat(index.count("shed")).isZero();
        assertThat(index.count("shed", passage -> true)).isZero();
    }

    @Test
    void aTermWeighsMoreThanAnotherPassageWithIt() {
        add("house");
        long term = index.weight();
        add("house", "house");
        long list = index.weight() - term;
        add("house");
        long passage = index.weight() - term - list;

        assertThat(passage).isBetween(1L, 20L);
        assertThat(term).isGreaterThan(passage);
        assertThat(list).isGreaterThan(passage);

        long before = index.weight();
        index.add(new SearchTerms(List.of("green"), Set.of("green")));
        assertThat(index.weight() - before).isEqualTo(term);
        before = index.weight();
        index.add(new SearchTerms(List.of(), Set.of("green")));
        assertThat(index.weight() - before).isEqualTo(list);
        before = index.weight();
        index.add(new SearchTerms(List.of("green"), Set.of("green")));
        assertThat(index.weight() - before).isEqualTo(passage);
    }

    @Test
    void everyPassageIsScoredByItsTermsWindowByWindow() {
        int size = 2_000;
        for (int i = 0; i < size; i++) {
            List<String> words = new ArrayList<>(List.of("every"));
            if (i == 3 || i == 511 || i == 512 || i == 1_999) {
                words.addAll(List.of("rare", "rare"));
            }
            if (i == 512 || i == 600) {
                words.add("other");
            }
            IntStream.range(0, i == 600 ? 150 : i % 7).forEach(filler -> words.add("filler"));
            add(words.toArray(String[]::new));
        }
        TermStatistics statistics = statistics("rare", "other");
        List<Integer> windows = new ArrayList<>();
        TreeMap<Integer, Double> scores = new TreeMap<>();

        index.score(0, List.of("rare", "other", "unknown"), statistics, (first, window) -> {
            windows.add(first);
            for (int i = 0; i < window.length; i++) {
                if (window[i] != 0) {
                    scores.put(first + i, window[i]);
                }
            }
        });

        assertThat(windows).containsExactly(0, 512, 1_536);
        assertThat(scores).containsOnlyKeys(3, 511, 512, 600, 1_999);
        for (int passage : List.of(3, 511, 1_999)) {
            assertThat(scores.get(passage)).isCloseTo(score(statistics, "rare", 2, passage), within(1e-9));
        }
        assertThat(scores.get(600)).isCloseTo(score(statistics, "other", 1, 600), within(1e-9));
        assertThat(scores.get(512))
                .isCloseTo(score(statistics, "rare", 2, 512) + score(statistics, "other", 1, 512), within(1e-9));
    }

    @Test
    void eachPassageOfAVeryLargeIndexIsInOnePart() {
        int part = 131_072;
        for (int i = 0; i < 2 * part + 7; i++) {
            add(i % 97 == 0 ? "some" : "every");
        }
        BitSet some = new BitSet();
        IntStream.iterate(0, i -> i < 2 * part + 7, i -> i + 97).forEach(some::set);
        TermStatistics statistics = statistics("some");

        List<BitSet> scored = index.parts()
                .mapToObj(number -> {
                    BitSet found = new BitSet();
                    index.score(
                            number,
                            List.of("some"),
                            statistics,
                            (first, window) -> IntStream.range(0, window.length)
                                    .filter(i -> window[i] != 0)
                                    .forEach(i -> found.set(first + i)));
                    return found;
                })
                .toList();

        assertThat(scored).hasSize(3);
        assertThat(scored.get(0).length()).isEqualTo(131_048);
        assertThat(scored.get(1).nextSetBit(0)).isEqualTo(131_144);
        BitSet all = new BitSet();
        scored.forEach(all::or);
        assertThat(all).isEqualTo(some);
        assertThat(scored.stream().mapToInt(BitSet::cardinality).sum()).isEqualTo(some.cardinality());
    }

    @Test
    void aWordIsSuggestedForOneWithATypingError() {
        add("typescript", "garden");

        assertThat(index.similarTerms("typscript")).containsExactly("typescript");
    }
}
