package dev.commonground.crew.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
        return configuration;
    }

    static String fill(String template, RunView view) {
        StringWriter page = new StringWriter();
        try {
            Map<String, Object> model = MAPS.convertValue(view, new TypeReference<>() {});
            TEMPLATES.getTemplate(template).process(model, page);
            return page.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("The template %s cannot be read from the class path".formatted(template), e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The template %s does not match its model".formatted(template), e);
        }
    }
}
