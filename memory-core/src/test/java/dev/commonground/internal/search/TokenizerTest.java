package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** The plain word of another language than English is a term too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The deploys were delayed           | deploi delai
            Die Häuser der Stadt               | hauser haus stadt
            Das Haus – “neu”                   | haus neu
            Los jardines de los vecinos        | jardines jardin vecinos vecin
            Les réunions sont dans la maison   | reunions reunion maison
            I giardini della casa              | giardini giardin casa
            Os relatórios não são das vizinhas | relatorios relatori vizinhas vizinh
            De contracten van het kantoor      | contracten contract kantoor kantor
            Договоры с поставщиками            | договор поставщик
            العقود مع الموردين                   | عقود مورد
            अनुबंधों में समाप्त                    | अनुबंध समापत
            合同将于年底                         | 合同 同将 将于 于年 年底
            １２ rooms                          | 12 room
            १२ कमरे                             | 12 कमर
            ﬁle café                           | file cafe
            getUserName                        | getusernam get user name
            """)
    void theTermsAreTheStemsOfTheWordsThatSaySomething(String text, String terms) {
        assertThat(Tokenizer.tokenize(text)).containsExactly(terms.split(" "));
        assertThat(Tokenizer.searchTerms(text).words()).containsExactly(terms.split(" "));
    }

    @Test
    void aTextOfAnyLanguageCanBeReadAsEnglish() {
        assertThat(Tokenizer.tokenizeEnglish("Die Häuser der Stadt")).containsExactly("die", "hauser", "der", "stadt");
        assertThat(Tokenizer.searchTerms("Die Häuser der Stadt").parts())
                .containsExactly("hauser-", "-auser", "-stadt");
    }
}
