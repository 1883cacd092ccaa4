package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENGLISH | The garden of the house",
                "GERMAN | Der Garten ist nicht groß",
                "SPANISH | El jardín de los vecinos",
                "FRENCH | Les enfants sont dans la maison",
                "ITALIAN | Il giardino della casa",
                "PORTUGUESE | O jardim não é da vizinha",
                "DUTCH | Het huis van de buren"
            })
    void ofATextHasMostOfItsFunctionWords(Language language, String text) {
        assertThat(Language.of(text)).isEqualTo(language);
        assertThat(Language.of(text.toUpperCase(language.locale()))).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Garten", "und the", "Я в саду", "e", "Garten e"})
    void isEnglishUnlessAnotherHasMore(String text) {
        assertThat(Language.of(text)).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("und oder the")).isEqualTo(Language.GERMAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CI pipeline", "The CI, CI and CI"})
    void isNotThatOfAnAcronym(String text) {
        assertThat(Language.of(text)).isEqualTo(Language.ENGLISH);
    }

    @Test
    void isThatOfCapitalsInATextWithoutSmallLetters() {
        assertThat(Language.of("CI VEDIAMO")).isEqualTo(Language.ITALIAN);
        assertThat(Language.of("Ci vediamo")).isEqualTo(Language.ITALIAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "com.example", "com_1", "7com", "com7", "a/com", "user@com:80"})
    void isNotThatOfAPartOfAnIdentifier(String text) {
        assertThat(Language.of(text)).isEqualTo(Language.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com", "com.", "com. Ana", "(com)", "Ana, com Bia", "com: Bia"})
    void isThatOfAWordBetweenSigns(String text) {
        assertThat(Language.of(text)).isEqualTo(Language.PORTUGUESE);
    }
}
