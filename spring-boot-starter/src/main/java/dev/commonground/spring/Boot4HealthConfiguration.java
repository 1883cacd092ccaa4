package dev.commonground.spring;

import dev.commonground.SharedMemory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of the memory in Spring Boot 4. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
class Boot4HealthConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "commonGroundHealthIndicator")
    HealthIndicator commonGroundHealthIndicator(SharedMemory memory) {
        return new Boot4MemoryHealth(new StoreProbe(memory));
    }

    private static final class Boot4MemoryHealth extends AbstractHealthIndicator {

        private final StoreProbe probe;

        Boot4MemoryHealth(StoreProbe probe) {
            super("The store of the memory does not answer");
            this.probe = probe;
        }

        @Override
        protected void doHealthCheck(Health.Builder builder) {
            builder.up().withDetails(probe.details());
        }
    }
}
