package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LazyKeywordIndexTest {

    private final LazyKeywordIndex index = new LazyKeywordIndex();

    @Test
    void holdsEveryTextAddedBeforeAndAfterASearch() {
        index.add("red apples");
        assertThat(index.get().count("appl")).isEqualTo(1);

        index.add("green apples, sweet apples");

        assertThat(index.get().count("appl")).isEqualTo(2);
        assertThat(index.get().length(1)).isEqualTo(4);
        assertThat(index.get().totalLength()).isEqualTo(6);
    }

    @Test
    void holdsManyTextsInTheirOrder() {
        int many = 4_500;
        IntStream.range(0, many).forEach(i -> index.add("word w" + i));

        KeywordIndex keywords = index.get();

        assertThat(keywords.count("word")).isEqualTo(many);
        for (int passage : List.of(0, 255, 256, 4_095, 4_096, many - 1)) {
            PostingList list = keywords.postings("w" + passage);
            assertThat(list).isNotNull();
            assertThat(list.passage(0)).isEqualTo(passage);
        }
    }

    @Test
    void tokenizesWhileTheCallerWorks() {
        int many = 4_500;
        IntStream.range(0, many).forEach(i -> index.add("word w" + i));

        String result = index.whileTokenizing(() -> "done");

        assertThat(result).isEqualTo("done");
        assertThat(index.get().count("word")).isEqualTo(many);
        index.add("another word");
        assertThat(index.get().count("word")).isEqualTo(many + 1);
    }

    @Test
    void isCompleteThoughTheWorkOfTheCallerFails() {
        IntStream.range(0, 1_000).forEach(i -> index.add("word w" + i));

        assertThatIllegalStateException()
                .isThrownBy(() -> index.whileTokenizing(() -> {
                    throw new IllegalStateException("no vectors");
                }))
                .withMessage("no vectors");

        assertThat(index.get().count("word")).isEqualTo(1_000);
    }

    @Test
    void weighsTextsUntilTheyAreTokenizedAndTheirTermsFromThenOn() {
        assertThat(index.weight()).isZero();
        index.add("apples ".repeat(1_000));
        assertThat(index.weight()).isBetween(7_000L, 8_000L);
        index.add("pears ".repeat(1_000));
        assertThat(index.weight()).isBetween(13_000L, 14_000L);

        KeywordIndex keywords = index.get();

        assertThat(index.weight()).isEqualTo(keywords.weight()).isBetween(2L * 8, 1_000L);
    }
}
