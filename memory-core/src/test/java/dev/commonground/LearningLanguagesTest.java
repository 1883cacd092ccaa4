package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.learning.Answer;
import dev.commonground.internal.learning.ModelServer;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import dev.langchain4j.data.message.AiMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Learns from conversations in many languages and scripts with a model behind HTTP. */
class LearningLanguagesTest extends LearningFixture {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Der Bericht darf höchstens 500 Wörter haben.       | höchstens 500 Wörter
            El informe debe tener como máximo 500 palabras.    | como máximo 500 palabras
            Le rapport fait 500 mots au plus, c’est promis.    | 500 mots au plus, c'est promis
            レポートは５００文字以内にしてください。              | 500文字以内
            レポートは500文字以内にしてください。                 | レポートは500文字以内
            ﾚﾎﾟｰﾄはﾀﾞﾒです。                                    | レポートはダメ
            报告不得超过500字。                                  | 不得超过500字
            报告不得超过五百字。                                 | 不得超过五百字
            보고서는 500단어를 넘으면 안 됩니다.                  | 보고서
            보고서는 500단어를 넘으면 안 됩니다.                  | 500단어를 넘으면
            마감은 금요일까지입니다.                              | 마감은 금요일
            يجب ألا يتجاوز التقرير ٥٠٠ كلمة                      | ألا يتجاوز التقرير 500 كلمة
            รายงานต้องไม่เกิน 500 คำ                             | ต้องไม่เกิน 500 คำ
            ບົດລາຍງານຕ້ອງບໍ່ເກີນ 500 ຄຳ                           | ຕ້ອງບໍ່ເກີນ
            របាយការណ៍មិនត្រូវលើសពី ៥០០ ពាក្យ                       | មិនត្រូវលើសពី 500
            အစီရင်ခံစာသည် စာလုံး ၅၀၀ ထက်မပိုရ                       | ထက်မပိုရ
            रिपोर्ट में ५०० से ज़्यादा शब्द नहीं होने चाहिए।        | 500 से ज़्यादा शब्द नहीं
            Отчёт не должен превышать 500 слов.                | не должен превышать 500 слов
            """)
    void aQuoteInAnyScriptBinds(String text, String quote) {
        Learning learning =
                learn(Answer.of(Answer.item(1, "constraint", text, quote).key("max_words", "500")), anna(text));

        assertThat(learning.items()).singleElement().isInstanceOfSatisfying(Learning.Written.class, written -> {
            assertThat(written.doubt()).isNull();
            assertThat(written.memory().kind()).isEqualTo(Kind.CONSTRAINT);
            assertThat(written.memory().key()).isEqualTo("max_words");
            assertThat(written.memory().authors()).containsExactly(ANNA);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            レポートは1500文字以内にしてください。     | 500文字以内
            报告不得超过一千五百字。                  | 五百字以内
            报告不得超过千五百字。                    | 五百字
            報告書は短く。                           | 書
            보고서는 500단어를 넘으면 안 됩니다.       | 고서는 500단어
            보고서관리자는 500단어를 씁니다.           | 보고서
            รายงานต้องไม่เกิน 1500 คำ                | 500 คำนวณ
            बहुत सारी किताबें                          | बहुत सारी कि
            """)
    void aPartOfAWordOrANumberDoesNotBind(String text, String quote) {
        Learning learning = learn(
                Answer.of(Answer.item(1, "constraint", "At most 500", quote).key("max_words", "500")), anna(text));

        assertThat(only(learning).kind()).isEqualTo(Kind.FINDING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Der Pilot läuft nicht mehr in Leeds, sondern in York. | sondern in York      | nicht mehr
            El piloto ya no está en Leeds, ahora está en York.    | está en York         | ya no
            Le pilote n'est plus à Leeds, il est à York.          | il est à York        | n'est plus
            パイロットはもうリーズではなく、ヨークです。            | ヨークです            | もうリーズではなく
            试点不再在利兹，而在约克。                            | 而在约克              | 不再
            التجربة لم تعد في ليدز بل في يورك                     | بل في يورك           | لم تعد
            Das Limit sind jetzt 400 Wörter statt 500.            | Das Limit sind jetzt 400 Wörter statt 500 | statt 500
            试点改到约克了。                                      | 试点改到约克了         | 试点改到约克了
            """)
    void aQuotedChangeSupersedesInAnyLanguage(String text, String evidence, String change) {
        task.person("Bob").decide("Leeds");

        Learning learning = learn(
                Answer.of(Answer.item(1, "decision", text, evidence)
                        .relation("supersedes", 1)
                        .change(change)),
                anna(text));

        assertThat(outcomes(learning)).singleElement().isInstanceOf(WriteOutcome.Superseded.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gehalt            | Sein Gehälter-Rechner ist neu            | Sein Gehälter-Rechner ist neu
            Versicherung      | Ihre Krankenversicherungen laufen aus    | Krankenversicherungen laufen aus
            salud             | Tiene problemas saludables               | problemas saludables
            зарплата          | Он доволен своей зарплатой               | доволен своей зарплатой
            健康              | 彼女は健康診断を受けた                     | 健康診断を受けた
            健康              | 她的健康状况很好                          | 健康状况很好
            건강              | 그녀의 건강검진은 금요일이다               | 건강검진은 금요일
            الراتب            | لم يذكر أحد الراتب                        | أحد الراتب
            สุขภาพ            | เธอตรวจสุขภาพวันศุกร์                       | ตรวจสุขภาพ
            maaş              | Onun maaşını konuştuk                     | maaşını konuştuk
            health insurance  | Her insurance covers mental health        | insurance covers mental health
            salary            | They compared salaries                    | compared salaries
            """)
    void anExcludedTopicIsLeftOutInAnyForm(String topic, String text, String evidence) {
        try (ModelServer server = ModelServer.answering(Answer.of(Answer.item(1, "finding", text, evidence)))) {
            Learning learning = task.agent("researcher")
                    .learn(LearnRequest.builder(List.of(anna(text)))
                            .model(server.model())
                            .exclude(topic)
                            .build());

            assertThat(learning.memories()).isEmpty();
            assertThat(learning.unread())
                    .extracting(Learning.Unread::reason)
                    .containsExactly(Learning.Unread.Reason.EXCLUDED_TOPIC);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            レポートは五百文字以内にします   | 了解です。レポートは五百文字以内にします。
            报告不得超过五百字              | 好的，报告不得超过五百字。
            รายงานต้องไม่เกินห้าร้อยคำ         | ค่ะ รายงานต้องไม่เกินห้าร้อยคำ
            """)
    void anAgentsEchoIsNotLearnedAgain(String known, String echo) {
        task.person("Bob").require(known);

        Learning learning = learn(Answer.of(Answer.item(1, "finding", "Echo", echo)), AiMessage.from(echo));

        assertThat(only(learning).text()).isEqualTo(known);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void aKnownKeyInHanIsInThePrompt() {
        task.person("Bob")
                .remember(Draft.constraint("上限は四万ユーロ").key("予算", "40000").build());
        for (int i = 0; i < 3; i++) {
            task.person("Bob").remember("会議 %d".formatted(i));
        }

        try (ModelServer server = ModelServer.answering(Answer.of())) {
            task.agent("researcher")
                    .learn(LearnRequest.builder(List.of(anna("予算はどうなりましたか")))
                            .model(server.model())
                            .known(0)
                            .build());

            assertThat(server.request(0)).contains("上限は四万ユーロ");
        }
    }

    @Test
    void aKnownMemoryKeepsItsWordingInAnotherForm() {
        Memory known = task.person("Anna").require("五百文字以内。").memory();

        Learning learning = learn(Answer.of(Answer.item(1, "constraint", "五百文字以内", "五百文字以内")), anna("五百文字以内"));

        assertThat(only(learning).id()).isEqualTo(known.id());
    }
}
