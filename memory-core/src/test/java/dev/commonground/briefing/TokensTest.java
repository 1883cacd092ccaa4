package dev.commonground.briefing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.langchain4j.model.TokenCountEstimator;
import dev.langchain4j.model.openai.OpenAiChatModelName;
import dev.langchain4j.model.openai.OpenAiTokenCountEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the estimate with the tokenizer of a model on samples of several scripts. */
class TokensTest {

    private static final TokenCountEstimator O200K = new OpenAiTokenCountEstimator(OpenAiChatModelName.GPT_4_O);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    15 | The warehouse has 1,140 shelves in 31 rows, counted by hand. A licence for all users comes to CHF 96,900 a year.
                    20 | Die Migration der Datenbank findet Samstagnacht statt. Die Rechnung muss innerhalb von 30 Tagen bezahlt werden.
                    20 | Le client souhaite que la proposition ne dépasse pas cinq cents mots. Anna est allergique aux arachides.
                    25 | Müşteri teklifin beş yüz kelimeyi geçmemesini istiyor. Veritabanı taşıma işlemi cumartesi gecesi yapılacak.
                    45 | Клиент хочет, чтобы предложение было не длиннее 500 слов. Счёт должен быть оплачен в течение 30 дней.
                    25 | Ο πελάτης θέλει η προσφορά να μην υπερβαίνει τις πεντακόσιες λέξεις. Η Άννα είναι αλλεργική στα φιστίκια.
                    25 | يريد العميل ألا يتجاوز العرض خمسمئة كلمة. يجب دفع الفاتورة خلال 30 يوما.
                    45 | 客户希望提案不超过五百字。安娜对花生过敏。发票必须在三十天内支付。顾客抱怨送货太晚。
                    45 | データベースの移行は土曜日の夜に行われます。請求書は三十日以内に支払う必要があります。
                    45 | 고객은 제안서가 500단어를 넘지 않기를 원합니다. 청구서는 30일 이내에 지불해야 합니다.
                    20 | - CONSTRAINT max_words = 500: "Keep it to 500 words" (researcher), - FINDING: "10:47 all rates are normal" (sre)
                    """)
    void isCloseToATokenizer(int percent, String text) {
        assertThat(Tokens.estimate(text)).isCloseTo(O200K.estimateTokenCountInText(text), withinPercentage(percent));
    }

    @Test
    void isOneForACharacterOfHanKanaOrHangul() {
        assertThat(Tokens.estimate("漢字")).isEqualTo(2);
        assertThat(Tokens.estimate("ひらカタ")).isEqualTo(4);
        assertThat(Tokens.estimate("한국어")).isEqualTo(3);
    }

    @Test
    void isAQuarterForAPlainLetterAndRoundedUp() {
        assertThat(Tokens.estimate("")).isZero();
        assertThat(Tokens.estimate("word")).isEqualTo(1);
        assertThat(Tokens.estimate("words")).isEqualTo(2);
    }

    @Test
    void isTheSameForEachId() {
        assertThat(Tokens.estimate("m-" + "a".repeat(26) + " FINDING"))
                .isEqualTo(Tokens.estimate("m-" + "7".repeat(26) + " FINDING"));
    }
}
