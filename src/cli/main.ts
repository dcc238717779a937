#!/usr/bin/env node
console.log('sockrates');
