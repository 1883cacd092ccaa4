package dev.commonground.crew.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.commonground.memory.PromptText;
import freemarker.template.Configuration;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fills the templates in the package of this class. Every value in an HTML template is escaped. */
final class Templates {

    private static final ObjectMapper MAPS = new ObjectMapper();
    private static final Configuration TEMPLATES = configuration();

    private Templates() {}

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(Templates.class, "");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setSharedVariable("searchHash", new SimpleScalar(SearchScript.HASH));
        configuration.setSharedVariable("search", SearchScript.MARKUP);
        return configuration;
    }

    /** Returns the model of a template, with escapes for all that a screen would not show. */
    private static Object visible(JsonNode value) {
        if (value.isObject()) {
            Map<String, Object> entries = new LinkedHashMap<>();
            value.properties().forEach(entry -> entries.put(entry.getKey(), visible(entry.getValue())));
            return entries;
        }
        if (value.isArray()) {
            List<Object> items = new ArrayList<>();
            value.forEach(item -> items.add(visible(item)));
            return items;
        }
        return value.isTextual() ? PromptText.visible(value.textValue()) : MAPS.convertValue(value, Object.class);
    }

    static String fill(String template, RunView view) {
        StringWriter page = new StringWriter();
        try {
            TEMPLATES.getTemplate(template).process(visible(MAPS.valueToTree(view)), page);
            return page.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("The template %s cannot be read from the class path".formatted(template), e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The template %s does not match its model".formatted(template), e);
        }
    }
}
