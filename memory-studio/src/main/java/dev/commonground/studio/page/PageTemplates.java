package dev.commonground.studio.page;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Fills the templates beside this class. Every value is escaped. */
final class PageTemplates {

    private final Configuration templates = new Configuration(Configuration.VERSION_2_3_34);

    PageTemplates() {
        templates.setClassForTemplateLoading(PageTemplates.class, "");
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setLocale(Locale.ROOT);
        templates.setURLEscapingCharset(StandardCharsets.UTF_8.name());
        templates.setNumberFormat("computer");
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
    }

    String fill(String template, Map<String, ?> model) {
        StringWriter page = new StringWriter();
        try {
            templates.getTemplate(template + ".ftlh").process(model, page);
        } catch (IOException e) {
            throw new UncheckedIOException("The template %s is not on the class path".formatted(template), e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The template %s does not match its model".formatted(template), e);
        }
        return page.toString();
    }
}
