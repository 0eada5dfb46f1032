package preview

import (
	"encoding/json"
	"net/http"
)

// dayLimit is how many bytes a chosen day may come in: {"day":"2006-01-02"}, with room to spare.
const dayLimit = 256

// chooseDay takes the day that the editor wants to see the pages on. The request changes
// something, so it must say more than that it is allowed: an Origin, which guard.go has found to
// be the server's own, a header that no form can set, and JSON, which none can send.
func (s *Server) chooseDay(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Origin") == "" || r.Header.Get("X-Gongshi") != "1" {
		s.refuse(w, refusal{http.StatusForbidden, "refusedOrigin"})
		return
	}
	if r.Header.Get("Content-Type") != "application/json" {
		s.refuse(w, refusal{http.StatusUnsupportedMediaType, "refusedDay"})
		return
	}
	var asked struct {
		Day *string `json:"day"`
	}
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, dayLimit))
	body.DisallowUnknownFields()
	if body.Decode(&asked) != nil || body.More() || asked.Day == nil || !validDay(*asked.Day) {
		s.refuse(w, refusal{http.StatusBadRequest, "refusedDay"})
		return
	}
	if s.options.AsOf == nil || s.options.AsOf(r.Context(), *asked.Day) != nil {
		s.refuse(w, refusal{http.StatusUnprocessableEntity, "refusedDay"})
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
