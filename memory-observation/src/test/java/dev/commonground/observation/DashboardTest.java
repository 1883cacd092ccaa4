package dev.commonground.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.event.MemoryEvent.Vitals;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard of Grafana shows the metrics that exist. */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "commonground.json");
    private static final Pattern METRIC = Pattern.compile("commonground_memory_\\w+");

    /** Returns the name of a metric as Prometheus stores it. */
    private static String inPrometheus(MetricData metric) {
        String unit = switch (metric.getUnit()) {
            case "s" -> "_seconds";
            case "By" -> "_bytes";
            default -> "";
        };
        String total = metric.getType().name().endsWith("_SUM") ? "_total" : "";
        return metric.getName().replace('.', '_') + unit + total;
    }

    private static Set<String> exported() {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        SdkMeterProvider provider =
                SdkMeterProvider.builder().registerMetricReader(reader).build();
        MemoryMetrics metrics = new MemoryMetrics(provider.get("test"), "store");
        for (Figure figure : Figure.values()) {
            metrics.add(figure, 1);
        }
        metrics.briefed(1);
        metrics.written("in_conflict");
        metrics.ended(OperationType.RECALL, 1, null, Context.root());
        metrics.watch(() -> new Vitals(1, 1, 1, 1));
        return reader.collectAllMetrics().stream()
                .map(DashboardTest::inPrometheus)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void showsEachMetric() throws IOException {
        JsonNode dashboard = JsonMapper.builder().build().readTree(DASHBOARD.toFile());

        Set<String> shown = METRIC.matcher(dashboard.toString())
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("_(bucket|sum|count)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown).isEqualTo(exported());
    }
}
