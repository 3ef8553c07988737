// The library grows from here.
