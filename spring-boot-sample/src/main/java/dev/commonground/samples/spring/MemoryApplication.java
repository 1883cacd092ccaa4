package dev.commonground.samples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application; {@code application.properties} says where its memory is. */
@SpringBootApplication
public class MemoryApplication {

    /** Creates the application. */
    public MemoryApplication() {}

    /** Starts the application with the options of Spring Boot. */
    public static void main(String[] args) {
        SpringApplication.run(MemoryApplication.class, args);
    }
}
