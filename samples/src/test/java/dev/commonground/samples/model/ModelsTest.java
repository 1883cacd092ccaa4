package dev.commonground.samples.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.samples.model.OpenAiStub.Answer.Text;
import dev.commonground.samples.offline.OfflineModel;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {

    @Test
    void choosesTheOfflineModelByDefault() {
        ChosenModel chosen = Models.fromEnvironment(Map.of("OPENAI_MODEL", "unused"));

        assertThat(chosen.model()).isInstanceOf(OfflineModel.class);
        assertThat(chosen.name()).isEqualTo("offline-rules");
        assertThat(chosen.usesLanguageModel()).isFalse();
        assertThat(chosen.banner()).startsWith("No language model was used: offline-rules follows rules");
    }

    @Test
    void asksForASmallModelIfNoneIsNamed() {
        ChosenModel chosen = Models.fromEnvironment(Map.of("OPENAI_API_KEY", "k-1"));

        assertThat(chosen.usesLanguageModel()).isTrue();
        assertThat(chosen.banner()).isEqualTo("Language model: gpt-4o-mini");
    }

    @Test
    void needsNoKeyForAServerOfOnesOwn() {
        try (OpenAiStub stub = OpenAiStub.answering(new Text("hello"))) {
            ChosenModel chosen =
                    Models.fromEnvironment(Map.of("OPENAI_BASE_URL", stub.baseUrl(), "OPENAI_MODEL", "llama"));

            assertThat(chosen.name()).isEqualTo("llama");
            assertThat(chosen.model().chat("hi")).isEqualTo("hello");
            assertThat(stub.keys()).containsExactly("Bearer no-key-needed");
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENAI_API_KEY", "OPENAI_BASE_URL"})
    void refusesABlankValue(String name) {
        assertThatThrownBy(() -> Models.fromEnvironment(Map.of(name, " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("%s is set but blank: give it a value, or unset it", name);
    }

    @Test
    void refusesABlankModelName() {
        assertThatThrownBy(() -> Models.fromEnvironment(Map.of("OPENAI_API_KEY", "k-1", "OPENAI_MODEL", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OPENAI_MODEL is set but blank: give it a value, or unset it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:11434", "ftp://files.example/v1", "http://", "http://a b/v1", "v1"})
    void refusesInvalidAddresses(String baseUrl) {
        assertThatThrownBy(() -> Models.fromEnvironment(Map.of("OPENAI_BASE_URL", baseUrl)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("OPENAI_BASE_URL is \"%s\", which is not the address of a server", baseUrl);
    }
}
