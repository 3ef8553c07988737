package main

import "strings"

var initialisms = map[string]bool{}

func init() {
	for _, word := range strings.Fields(`ACL API ASCII CPU CSS DNS EOF GUID HTML HTTP HTTPS ID IP JSON LHS QPS RAM RHS RPC
		SLA SMTP SQL SSH TCP TLS TTL UDP UI UID UUID URI URL UTF8 VM XML XMPP XSRF XSS GID SIP RTP AMQP DB TS`) {
		initialisms[word] = true
	}
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// words divides an ASCII name after a separator, at a capital after a small letter or digit, and at an acronym's last capital.
func words(name string) []string {
	result := make([]string, 0, 4)
	start := -1
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case !isUpper(c) && !isLower(c) && !isDigit(c):
			if start >= 0 {
				result = append(result, name[start:i])
			}
			start = -1
		case start < 0:
			start = i
		case isUpper(c) && (!isUpper(name[i-1]) || i+1 < len(name) && isLower(name[i+1])):
			result = append(result, name[start:i])
			start = i
		}
	}
	if start >= 0 {
		result = append(result, name[start:])
	}
	return result
}

func appendLower(b []byte, word string) []byte {
	for i := 0; i < len(word); i++ {
		c := word[i]
		if isUpper(c) {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

func appendUpper(b []byte, word string) []byte {
	for i := 0; i < len(word); i++ {
		c := word[i]
		if isLower(c) {
			c -= 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

func appendCapitalized(b []byte, word string) []byte {
	return appendLower(appendUpper(b, word[:1]), word[1:])
}

func joined(name string, separator byte) string {
	b := make([]byte, 0, len(name)+4)
	for i, word := range words(name) {
		if i > 0 {
			b = append(b, separator)
		}
		b = appendLower(b, word)
	}
	return string(b)
}

func snake(name string) string { return joined(name, '_') }
func kebab(name string) string { return joined(name, '-') }

func pascal(name string) string {
	b := make([]byte, 0, len(name))
	for _, word := range words(name) {
		b = appendCapitalized(b, word)
	}
	return string(b)
}

func camel(name string) string {
	b := make([]byte, 0, len(name))
	for i, word := range words(name) {
		if i == 0 {
			b = appendLower(b, word)
		} else {
			b = appendCapitalized(b, word)
		}
	}
	return string(b)
}

func isAllUpper(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool { return 'a' <= r && r <= 'z' }) < 0
}

func title(name string) string {
	b := make([]byte, 0, len(name)+4)
	mixed := !isAllUpper(name)
	for i, word := range words(name) {
		if i > 0 {
			b = append(b, ' ')
		}
		if mixed && isAllUpper(word) {
			b = append(b, word...)
		} else {
			b = appendCapitalized(b, word)
		}
	}
	return string(b)
}

func goName(name string) string {
	b := make([]byte, 0, len(name))
	for _, word := range words(name) {
		start := len(b)
		b = appendUpper(b, word)
		if initialisms[string(b[start:])] {
			continue
		}
		b = b[:start]
		if len(word) >= 5 && strings.EqualFold(word[:5], "oauth") {
			b = append(append(b, "OAuth"...), word[5:]...)
		} else {
			b = appendCapitalized(b, word)
		}
	}
	return string(b)
}

func plural(name string) string {
	parts := words(name)
	last := parts[len(parts)-1]
	lower := strings.ToLower(last)
	switch {
	case lower == "person":
		return name[:len(name)-len("erson")] + "eople"
	case lower == "child":
		return name + "ren"
	case strings.HasSuffix(lower, "s"), strings.HasSuffix(lower, "x"), strings.HasSuffix(lower, "z"),
		strings.HasSuffix(lower, "ch"), strings.HasSuffix(lower, "sh"):
		return name + "es"
	case strings.HasSuffix(lower, "y") && len(lower) > 1 && !strings.ContainsRune("aeiou", rune(lower[len(lower)-2])):
		return name[:len(name)-1] + "ies"
	}
	return name + "s"
}
