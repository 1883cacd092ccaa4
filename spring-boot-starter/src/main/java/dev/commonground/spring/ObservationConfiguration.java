package dev.commonground.spring;

import dev.commonground.event.MemoryEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Observes the memory with Micrometer, if the application does. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ObservationRegistry.class, MeterRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
class ObservationConfiguration {

    @Bean
    @ConditionalOnMissingBean(MemoryEvent.Observer.class)
    MicrometerObserver memoryObserver(
            ObservationRegistry observations, ObjectProvider<MeterRegistry> meters, CommonGroundProperties properties) {
        MemoryMeters recorded =
                new MemoryMeters(meters.getIfAvailable(CompositeMeterRegistry::new), properties.owner());
        return new MicrometerObserver(observations, recorded, properties.owner(), properties.captureContent());
    }
}
