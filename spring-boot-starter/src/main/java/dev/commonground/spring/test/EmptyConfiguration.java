package dev.commonground.spring.test;

import org.springframework.context.annotation.Configuration;

/** Keeps a test from looking for the configuration of the application. */
@Configuration(proxyBeanMethods = false)
class EmptyConfiguration {}
