/** The topics: names, keys, codecs, retention and the one partitioner. Each is declared once, here. */
package io.tallyhouse.contracts.topic;
