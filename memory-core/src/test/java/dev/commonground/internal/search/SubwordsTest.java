package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubwordsTest {

    private static Set<String> of(Language language, String... terms) {
        return Subwords.of(List.of(terms), language);
    }

    @Test
    void theBeginningOfAWordIsAPartInAnyLanguageButEnglish() {
        assertThat(of(Language.FRENCH, "concurrence", "tarifs", "tarif")).containsExactly("concur-", "tarifs-");
        assertThat(of(Language.ENGLISH, "concurrence")).isEmpty();
        assertThat(of(Language.ENGLISH, "перевести", "перев")).containsExactly("переве-");
        assertThat(of(Language.ENGLISH, "अनुबंधों")).containsExactly("अनुबंध".substring(0, 6) + "-");
    }

    @Test
    void theEndOfAGermanOrDutchWordIsAPart() {
        assertThat(of(Language.GERMAN, "mietvertrag", "haus", "sonne")).containsExactly("mietve-", "-rtrag", "-sonne");
        assertThat(of(Language.DUTCH, "huurcontract")).containsExactly("huurco-", "-tract");
    }

    @Test
    void theConsonantsOfAnArabicWordAreAPart() {
        assertThat(of(Language.ENGLISH, "ارقام")).containsExactly("رقم");
        assertThat(of(Language.ENGLISH, "يكتب")).containsExactly("كتب");
        assertThat(of(Language.ENGLISH, "وصول")).containsExactly("وصل");
        assertThat(of(Language.ENGLISH, "رقم", "نجم", "دار", "اسم")).isEmpty();
        assertThat(of(Language.ENGLISH, "نور")).isEmpty();
    }

    @Test
    void theCharactersOfAChineseWordAreParts() {
        assertThat(of(Language.ENGLISH, "备件", "件")).containsExactly("备");
        assertThat(of(Language.ENGLISH, "終わり")).containsExactly("終");
    }

    @Test
    void anIdentifierAndAWordOfAnotherScriptHaveNone() {
        assertThat(of(Language.GERMAN, "max_words", "p1234567")).isEmpty();
        assertThat(of(Language.ENGLISH, "договор77", "συμβόλαιο")).isEmpty();
    }
}
