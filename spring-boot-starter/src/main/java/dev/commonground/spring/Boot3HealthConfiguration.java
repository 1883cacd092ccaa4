package dev.commonground.spring;

import dev.commonground.SharedMemory;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of the memory in Spring Boot 3. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
class Boot3HealthConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "commonGroundHealthIndicator")
    HealthIndicator commonGroundHealthIndicator(SharedMemory memory) {
        return new Boot3MemoryHealth(new StoreProbe(memory));
    }

    private static final class Boot3MemoryHealth extends AbstractHealthIndicator {

        private final StoreProbe probe;

        Boot3MemoryHealth(StoreProbe probe) {
            super("The store of the memory does not answer");
            this.probe = probe;
        }

        @Override
        protected void doHealthCheck(Health.Builder builder) {
            builder.up().withDetails(probe.details());
        }
    }
}
