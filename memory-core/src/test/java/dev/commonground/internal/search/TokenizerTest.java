package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    /** A letter of another script leads a text through the filters of all scripts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deploys run on Tuesdays, said Anna’s team: max_words=40,000 in CLAUDE.md and getUserName()",
                "Die Mietverträge der Häuser wurden für die Straße größtenteils überarbeitet",
                "L'équipe préfère les réunions du matin à l'hôtel, aujourd'hui",
                "El señor Núñez cambió las reuniones del miércoles",
                "Os relatórios não serão enviados às sextas-feiras",
                "I turni dell'ospedale sono già stati cambiati perché è festa",
                "De huurovereenkomsten zijn ’s ochtends door het kantoor ondertekend",
                "ﬁle №5 ＡＢＣ naïve coöperate Ångström"
            })
    void aLatinTextHasTheSameTermsWithoutTheFiltersOfOtherScripts(String text) {
        List<String> plain = Tokenizer.tokenize(text);

        assertThat(Tokenizer.tokenize(text + " ёж"))
                .startsWith(plain.toArray(String[]::new))
                .hasSizeGreaterThan(plain.size());
        assertThat(plain).isNotEmpty();
    }
}
