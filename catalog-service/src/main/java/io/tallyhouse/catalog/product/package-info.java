/** Products: what is sold. Does not own what they cost; prices refer to products. */
package io.tallyhouse.catalog.product;
