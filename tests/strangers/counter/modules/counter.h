#pragma once
typedef struct counter counter;
counter *counter_create(void);
void counter_add(counter *self, int amount);
int counter_read(const counter *self);
void counter_destroy(counter *self);
