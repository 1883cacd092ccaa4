package dev.commonground.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.spring.test.CommonGroundTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A test of an application that uses the slice of the memory. */
// guide
@CommonGroundTest
@Import(SliceTest.Team.class)
class SliceTest {

    /** A bean of the application. */
    record Planner(SharedMemory memory) {
        void plan() {
            memory.task("q3").agent("planner").decide("We ship on Monday");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Team {
        @Bean
        Planner planner(SharedMemory memory) {
            return new Planner(memory);
        }
    }

    @Test
    void hasAMemoryOfItsOwn(@Autowired Planner planner, @Autowired SharedMemory memory) {
        planner.plan();

        assertThat(memory.task("q3").agent("writer").list())
                .extracting(one -> one.text())
                .containsExactly("We ship on Monday");
    }
}
// end of guide
