package personal

import "strings"

// emails finds the addresses that people have at providers that give one to anybody; those of an
// office's own domain are no private matter.
func emails() pattern {
	return pattern{kind: Email, clue: at, near: []string{"@"}, find: lazily(
		`((?:[A-Za-z0-9][A-Za-z0-9._%+-]{0,62})[ ]?@[ ]?[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+)`),
		value: func(found string) string {
			return strings.ToLower(strings.ReplaceAll(found, " ", ""))
		},
		is: func(m match) bool {
			_, host, _ := strings.Cut(strings.ReplaceAll(m.found, " ", ""), "@")
			return privateMail().MatchString(host)
		}}
}

var privateMail = lazily(`(?i)^(vip[.]|m[.])?(qq|foxmail|163|126|188|139|189|` +
	`yeah|sina|sohu|tom|21cn|aliyun|wo|263|gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|` +
	`icloud|me|mac|aol|proton|protonmail|gmx|zoho|mail|inbox|yandex)[.](com|cn|net|org|me|ru|de|` +
	`co[.][a-z]{2}|com[.][a-z]{2})$`)
