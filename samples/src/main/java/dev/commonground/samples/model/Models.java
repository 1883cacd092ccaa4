package dev.commonground.samples.model;

import dev.commonground.samples.offline.OfflineModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the chat model of a sample by environment variables.
 *
 * <table>
 *   <caption>The variables; if neither of the first two is set, the offline model is used</caption>
 *   <tr><td>{@code OPENAI_API_KEY}</td><td>the key; many local servers need none</td></tr>
 *   <tr><td>{@code OPENAI_BASE_URL}</td><td>any OpenAI-compatible address, such as {@code http://localhost:11434/v1}</td></tr>
 *   <tr><td>{@code OPENAI_MODEL}</td><td>the model name; the default is {@value #DEFAULT_MODEL}</td></tr>
 * </table>
 */
public final class Models {

    /** The model name if {@code OPENAI_MODEL} is not set. */
    public static final String DEFAULT_MODEL = "gpt-4o-mini";

    private static final String KEY = "OPENAI_API_KEY";
    private static final String BASE_URL = "OPENAI_BASE_URL";
    private static final String MODEL = "OPENAI_MODEL";

    /** Servers without authentication refuse an empty key, but accept any other. */
    private static final String NO_KEY = "no-key-needed";

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int MAX_RETRIES = 2;

    private Models() {}

    /**
     * Returns the model that {@code environment} selects, usually {@code System.getenv()}.
     *
     * @throws IllegalArgumentException if a variable is blank, or the address is not an HTTP URL
     */
    public static ChosenModel fromEnvironment(Map<String, String> environment) {
        String key = value(environment, KEY);
        String baseUrl = value(environment, BASE_URL);
        if (key == null && baseUrl == null) {
            return new ChosenModel(OfflineModel.create(), OfflineModel.NAME, ChosenModel.Kind.RULES);
        }
        String named = value(environment, MODEL);
        String name = named == null ? DEFAULT_MODEL : named;
        return new ChosenModel(openAi(key, baseUrl, name, TIMEOUT), name, ChosenModel.Kind.LANGUAGE_MODEL);
    }

    static OpenAiChatModel openAi(@Nullable String key, @Nullable String baseUrl, String name, Duration timeout) {
        OpenAiChatModel.OpenAiChatModelBuilder model = OpenAiChatModel.builder()
                .apiKey(key == null ? NO_KEY : key)
                .modelName(name)
                .timeout(timeout)
                .maxRetries(MAX_RETRIES);
        return baseUrl == null ? model.build() : model.baseUrl(checked(baseUrl)).build();
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException("%s is set but blank: give it a value, or unset it".formatted(name));
        }
        return value == null ? null : value.strip();
    }

    private static String checked(String baseUrl) {
        try {
            URI uri = new URI(baseUrl);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return baseUrl;
            }
        } catch (URISyntaxException e) {
            throw noAddress(baseUrl, e);
        }
        throw noAddress(baseUrl, null);
    }

    private static IllegalArgumentException noAddress(String baseUrl, @Nullable URISyntaxException cause) {
        return new IllegalArgumentException(
                "%s is \"%s\", which is not the address of a server: set one such as http://localhost:11434/v1"
                        .formatted(BASE_URL, baseUrl),
                cause);
    }
}
