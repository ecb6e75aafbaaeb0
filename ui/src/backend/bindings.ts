import { invoke as __TAURI_INVOKE } from "@tauri-apps/api/core";
import * as __EVENT from "@tauri-apps/api/event";

export const commands = {
	vaultState: () => __TAURI_INVOKE<VaultState>("vault_state"),
	judgePassphrase: (passphrase: string) => __TAURI_INVOKE<Judgement>("judge_passphrase", { passphrase }),
	suggestPassphrase: () => __TAURI_INVOKE<string>("suggest_passphrase"),
	createVault: (passphrase: string) => __TAURI_INVOKE<string[]>("create_vault", { passphrase }),
	unlock: (secret: UnlockSecret) => __TAURI_INVOKE<null>("unlock", { secret }),
	settings: () => __TAURI_INVOKE<Settings>("settings"),
	saveSettings: (settings: Settings) => __TAURI_INVOKE<Settings>("save_settings", { settings }),
	lock: () => __TAURI_INVOKE<null>("lock"),
	changePassphrase: (old: string, new_: string) => __TAURI_INVOKE<null>("change_passphrase", { old, new: new_ }),
	heartbeat: () => __TAURI_INVOKE<null>("heartbeat"),
	today: () => __TAURI_INVOKE<TodayView>("today"),
	clients: () => __TAURI_INVOKE<ClientRow[]>("clients"),
	client: (clientId: string) => __TAURI_INVOKE<ClientView>("client", { clientId }),
	addClient: (client: NewClient) => __TAURI_INVOKE<SavedId>("add_client", { client }),
	editClient: (clientId: string, edit: ClientEdit) => __TAURI_INVOKE<Saved>("edit_client", { clientId, edit }),
	archiveClient: (clientId: string, archived: boolean) => __TAURI_INVOKE<Saved>("archive_client", { clientId, archived }),
	formats: () => __TAURI_INVOKE<CourseFormat[]>("formats"),
	beginCourse: (clientId: string, plan: BeginPlan) => __TAURI_INVOKE<SavedId>("begin_course", { clientId, plan }),
	course: (courseId: string) => __TAURI_INVOKE<CourseView>("course", { courseId }),
	importCourseFile: () => __TAURI_INVOKE<Imported | null>("import_course_file"),
	importSample: () => __TAURI_INVOKE<Imported>("import_sample"),
	exportCourse: (courseId: string) => __TAURI_INVOKE<boolean>("export_course", { courseId }),
	undo: (clientId: string) => __TAURI_INVOKE<Saved>("undo", { clientId }),
	redo: (clientId: string) => __TAURI_INVOKE<Saved>("redo", { clientId }),
	saveDraft: (key: string, clientId: string | null, text: string) => __TAURI_INVOKE<null>("save_draft", { key, clientId, text }),
	loadDrafts: (prefix: string) => __TAURI_INVOKE<DraftView[]>("load_drafts", { prefix }),
	dropDraft: (key: string) => __TAURI_INVOKE<null>("drop_draft", { key }),
	foreseeSlot: (courseId: string, slot: string, status: SlotStatus, counts: boolean | null) => __TAURI_INVOKE<Foresight>("foresee_slot", { courseId, slot, status, counts }),
	recordSlot: (courseId: string, slot: string, outcome: SlotOutcome) => __TAURI_INVOKE<Saved>("record_slot", { courseId, slot, outcome }),
	correctSlot: (courseId: string, slot: string, outcome: SlotOutcome, reason: string) => __TAURI_INVOKE<Saved>("correct_slot", { courseId, slot, outcome, reason }),
	rescheduleSlot: (courseId: string, slot: string, date: string, startTime: string | null) => __TAURI_INVOKE<Saved>("reschedule_slot", { courseId, slot, date, startTime }),
	addSlot: (courseId: string, date: string, startTime: string | null) => __TAURI_INVOKE<Saved>("add_slot", { courseId, date, startTime }),
	planBreak: (courseId: string, slot: string, reason: string) => __TAURI_INVOKE<Saved>("plan_break", { courseId, slot, reason }),
	writeNote: (courseId: string, slot: string, note: NoteDraft) => __TAURI_INVOKE<Saved>("write_note", { courseId, slot, note }),
	signNote: (courseId: string, slot: string) => __TAURI_INVOKE<Saved>("sign_note", { courseId, slot }),
	addAddendum: (courseId: string, slot: string, reason: string, text: string) => __TAURI_INVOKE<Saved>("add_addendum", { courseId, slot, reason, text }),
	strikeNote: (courseId: string, slot: string, reason: string) => __TAURI_INVOKE<Saved>("strike_note", { courseId, slot, reason }),
	recordMeasure: (courseId: string, entry: MeasureEntry) => __TAURI_INVOKE<Saved>("record_measure", { courseId, entry }),
	declineMeasure: (courseId: string, declined: DeclinedMeasure) => __TAURI_INVOKE<Saved>("decline_measure", { courseId, declined }),
	saveRiskReview: (courseId: string, review: RiskReviewDraft) => __TAURI_INVOKE<Saved>("save_risk_review", { courseId, review }),
	acknowledgeRisk: (courseId: string, review: string) => __TAURI_INVOKE<Saved>("acknowledge_risk", { courseId, review }),
	markTask: (courseId: string, task: string, state: TaskState, slot: string | null, reason: string | null) => __TAURI_INVOKE<Saved>("mark_task", { courseId, task, state, slot, reason }),
	agreeFocus: (courseId: string, focus: FocusDraft) => __TAURI_INVOKE<Saved>("agree_focus", { courseId, focus }),
	changeFocus: (courseId: string, change: FocusChange) => __TAURI_INVOKE<Saved>("change_focus", { courseId, change }),
	saveFormulation: (courseId: string, formulation: FormulationDraft) => __TAURI_INVOKE<Saved>("save_formulation", { courseId, formulation }),
	addGoal: (courseId: string, text: string, indicator: string | null) => __TAURI_INVOKE<Saved>("add_goal", { courseId, text, indicator }),
	editGoal: (courseId: string, goal: string, text: string, indicator: string | null) => __TAURI_INVOKE<Saved>("edit_goal", { courseId, goal, text, indicator }),
	removeGoal: (courseId: string, goal: string) => __TAURI_INVOKE<Saved>("remove_goal", { courseId, goal }),
	keepGoals: (courseId: string) => __TAURI_INVOKE<Saved>("keep_goals", { courseId }),
	rateGoal: (courseId: string, goal: string, slot: string, value: number) => __TAURI_INVOKE<Saved>("rate_goal", { courseId, goal, slot, value }),
	editContract: (courseId: string, edit: ContractEdit) => __TAURI_INVOKE<Saved>("edit_contract", { courseId, edit }),
	finaliseContract: (courseId: string) => __TAURI_INVOKE<Saved>("finalise_contract", { courseId }),
	amendContract: (courseId: string, amendment: Amendment) => __TAURI_INVOKE<Saved>("amend_contract", { courseId, amendment }),
	changeMissedRule: (courseId: string, rule: MissedSessionRule) => __TAURI_INVOKE<Saved>("change_missed_rule", { courseId, rule }),
	passGate: (courseId: string, gate: Gate, pass: GatePass) => __TAURI_INVOKE<Saved>("pass_gate", { courseId, gate, pass }),
	moveOn: (courseId: string) => __TAURI_INVOKE<Saved>("move_on", { courseId }),
	conclude: (courseId: string, conclusion: Conclusion) => __TAURI_INVOKE<Saved>("conclude", { courseId, conclusion }),
	undoConclusion: (courseId: string) => __TAURI_INVOKE<Saved>("undo_conclusion", { courseId }),
};

function makeEvent<T>(name: string) {
	return { listen: (cb: __EVENT.EventCallback<T>) => __EVENT.listen<T>(name, cb) };
}

export const events = {
	locking: makeEvent<{ reason: LockReason }>("locking"),
	locked: makeEvent<{ reason: LockReason }>("locked"),
};

/* Types */
export type Addendum = {
	id: string,
	target: string,
	created_at: string,
	author?: string | null,
	reason?: string | null,
	text: string,
	slot?: string | null,
};

export type Alive = "alive" | "deceased" | "unknown";

export type Amendment = {
	on: string,
	planned_sessions: number,
	reason: string,
	new_end_date: string,
	supervision_noted?: string | null,
};

export type Assessment = {
	working_diagnosis?: string | null,
	episode_onset?: string | null,
	previous_episodes?: number | null,
	medication?: string | null,
	physical_health?: string | null,
	alcohol?: string | null,
	sick_role?: SickRole | null,
};

export type BetweenTask = {
	text: string,
	with_person_ids: string[],
};

export type BondList = {
	keep: string[],
	let_go: string[],
	take_up: string[],
};

export type Cadence = "weekly" | "fortnightly" | "monthly" | "mixed";

export type Client = {
	id: string,
	code: string,
	display_name?: string | null,
	pronouns?: string | null,
	date_of_birth?: string | null,
	phone?: string | null,
	email?: string | null,
	address_area?: string | null,
	gp?: string | null,
	emergency_contact?: EmergencyContact | null,
	languages?: string[] | null,
	referral?: Referral | null,
};

export type Colleague = {
	display_name: string,
	email?: string | null,
};

export type CommunicationAnalysis = {
	session_number: number | string,
	date?: string | null,
	person_id: string,
	situation: string,
	client_aim?: string | null,
	turns?: Turn[] | null,
	went_wrong?: string[] | null,
	alternative?: string | null,
	rehearsed?: boolean | null,
	try_by?: string | null,
	outcome?: string | null,
};

export type ContactFrequency = "daily" | "weekly" | "fortnightly" | "monthly" | "few_times_year" | "yearly_or_less" | "none";

export type ContactMode = "in_person" | "phone" | "video" | "text" | "none";

export type Contract = {
	version: number,
	draft_date?: string | null,
	agreed_date?: string | null,
	missed_session_rule: MissedSessionRule,
	planned_breaks: string[],
	session_minutes: number,
	place?: string | null,
	fee_gbp?: number | null,
	cancellation?: string | null,
	measures?: string[] | null,
	recording_consent?: boolean | null,
	gp_contact_consent?: boolean | null,
	amendments?: Amendment[] | null,
};

export type Course = {
	schema_version: number,
	case_id?: string | null,
	fictional?: boolean | null,
	note?: string | null,
	client: Client,
	therapist?: Therapist | null,
	course: Plan,
	contract?: Contract | null,
	assessment?: Assessment | null,
	people?: Person[] | null,
	map_snapshots?: MapSnapshot[] | null,
	working_map?: WorkingMap | null,
	timeline?: Event[] | null,
	formulation?: Formulation | null,
	focus?: Focus | null,
	goals?: Goal[] | null,
	slots: Slot[],
	sessions?: Session[] | null,
	measures?: Measure[] | null,
	worksheets?: Worksheets | null,
	risk_reviews?: RiskReview[] | null,
	safety_plan?: SafetyPlan | null,
	mid_review?: MidReview | null,
	ending_review?: EndingReview | null,
	summary_letter?: SummaryLetter | null,
	gp_letter?: GpLetter | null,
	addenda?: Addendum[] | null,
	tasks?: Task[] | null,
	followups?: FollowUp[] | null,
	gates?: GatePassage[] | null,
	own_measures?: OwnMeasure[] | null,
};

export type CourseStatus = "planned" | "active" | "closed";

export type DecisionAnalysis = {
	session_number?: number | string | null,
	question: string,
	options: DecisionOption[],
	chosen?: number | null,
	result?: string | null,
};

export type DecisionOption = {
	text: string,
	gains: string[],
	costs: string[],
};

export type DisputeStage = {
	stage: string,
	date: string,
	evidence: string,
};

export type Distraction = {
	person_id?: string | null,
	text: string,
};

export type EarlierFormulation = {
	version: number,
	text: string,
	shared_on?: string | null,
	accepted?: boolean | null,
	client_reply?: string | null,
};

export type EmergencyContact = {
	name: string,
	relation?: string | null,
	phone?: string | null,
};

export type EndType = "planned" | "early" | "dropped_out" | "referred_on" | "moved" | "died";

export type EndingReview = {
	session_number?: number | string | null,
	date: string,
	what_brought_you?: string | null,
	changes?: string[] | null,
	client_did?: string[] | null,
	goals_final?: { [key in string]: number } | null,
	unfinished?: string | null,
	map_change?: string | null,
	feelings_about_ending?: string | null,
	warning_signs?: WarningSign[] | null,
	situations?: Situation[] | null,
	plan?: string[] | null,
	first_step_if_signs?: string | null,
	continuation?: string | null,
	risk_at_end?: string | null,
};

export type Event = {
	id: string,
	date: string,
	precision: Precision,
	title: string,
	kind: EventKind,
	valence?: number | null,
	people?: string[] | null,
	mood_effect?: MoodEffect | null,
	onset_link?: boolean | null,
	end_date?: string | null,
	supported_by?: string | null,
	quote?: string | null,
	reported_on?: string | null,
};

export type EventKind = "loss" | "dispute" | "transition" | "gain" | "health" | "move" | "work" | "birth" | "anniversary" | "other";

export type Expectation = {
	topic: string,
	i_expect?: string | null,
	they_expect?: string | null,
	said_aloud?: boolean | null,
	can_move?: string | null,
};

export type Focus = {
	area: FocusArea,
	situation?: string | null,
	person_ids?: string[] | null,
	agreed_on: string,
	secondary_noted?: string | null,
	changes?: FocusChange[] | null,
	dispute_stage_history?: DisputeStage[] | null,
};

export type FocusArea = "grief" | "dispute" | "transition" | "sensitivities";

export type FocusChange = {
	on: string,
	area: FocusArea,
	situation: string,
	reason: string,
	supervision_noted?: string | null,
	person_ids?: string[] | null,
};

export type FollowUp = {
	id: string,
	date: string,
	mode?: string | null,
	note?: string | null,
	phq9_total?: number | null,
};

export type FormatId = "ipt-16" | "ipt-20" | "ipt-12" | "ipt-a-12" | "ipt-ap-15" | "fb-ipt-14" | "ipt-b-8" | "ipc-6" | "ipt-m" | "ipsrt-20" | "custom";

export type Formulation = {
	version: number,
	shared_on?: string | null,
	accepted?: boolean | null,
	text: string,
	client_reply?: string | null,
	linked_events?: string[] | null,
	earlier?: EarlierFormulation[] | null,
};

export type FourBox = {
	date: string,
	old_good: string[],
	old_bad: string[],
	new_good: string[],
	new_bad: string[],
};

export type Gate = "G1" | "G2" | "G3" | "G4";

export type GatePassage = {
	gate: Gate,
	on: string,
	missing: string[],
	session_number?: number | string | null,
	reason?: string | null,
	derived?: boolean | null,
};

export type Goal = {
	id: string,
	text: string,
	indicator?: string | null,
	ratings: GoalRating[],
};

export type GoalRating = {
	session_number: number | string,
	value: number,
};

export type GpLetter = {
	date: string,
	consented?: boolean | null,
	attended?: number | null,
	planned?: number | null,
};

export type Helper = {
	person_id: string,
	phone?: string | null,
};

export type LifeContext = "household" | "family" | "friends" | "work" | "community" | "services" | "past";

export type MapSnapshot = {
	id: string,
	kind: SnapshotKind,
	session_number?: number | string | null,
	date: string,
	ring_scheme: string,
	positions: Position[],
	notes?: string | null,
};

export type Measure = {
	id: string,
	instrument: string,
	date: string,
	session_number?: number | string | null,
	completed_by?: string | null,
	items?: (number | null)[] | null,
	missing_count?: number | null,
	total?: number | null,
	prorated_total?: number | null,
	band?: string | null,
	function_item?: number | null,
	item9?: number | null,
	value?: number | null,
	work_not_applicable?: boolean | null,
	max_total?: number | null,
	subscales?: { [key in string]: number } | null,
	declined_reason?: string | null,
};

export type MidReview = {
	session_number: number | string,
	date: string,
	measures?: { [key in string]: [number | null, number | null] } | null,
	focus_still_right?: boolean | null,
	working?: string[] | null,
	to_do?: string[] | null,
	sessions_left?: number | null,
};

export type MissedSessionRule = "counts" | "moves" | "mixed" | "decide";

export type MoodEffect = "up" | "down" | "none" | "unknown";

export type MoodEvent = {
	event: string,
	mood_effect: number,
	person_ids: string[],
};

export type OwnBand = {
	from: number,
	to: number,
	name: string,
};

export type OwnMeasure = {
	code: string,
	name: string,
	min: number,
	max: number,
	higher_is_better?: boolean | null,
	bands?: OwnBand[] | null,
	reliable_change?: number | null,
	source?: string | null,
};

export type Partly = "yes" | "partly" | "no";

export type Person = {
	id: string,
	label: string,
	relation?: string | null,
	category: PersonCategory,
	context?: LifeContext | null,
	alive: Alive,
	death_date?: string | null,
	closeness_felt?: number | null,
	closeness_wanted?: number | null,
	quality?: Quality | null,
	contact_frequency?: ContactFrequency | null,
	contact_mode?: ContactMode[] | null,
	support_received?: Support[] | null,
	support_given?: Support[] | null,
	reciprocity?: number | null,
	confides?: Partly | null,
	knows_about_illness?: Partly | null,
	expectations_of_them?: string | null,
	their_expectations?: string | null,
	satisfying?: string | null,
	unsatisfying?: string | null,
	wanted_change?: string | null,
	change_around_onset?: string | null,
	possible_ally?: boolean | null,
	focus_person?: boolean | null,
	sensitive?: boolean | null,
	reported_by?: string | null,
	met_on?: string | null,
	history?: string | null,
	communication?: string | null,
};

export type PersonCategory = "partner" | "ex_partner" | "parent" | "step_parent" | "sibling" | "child" | "grandparent" | "other_family" | "in_law" | "friend" | "colleague" | "boss" | "neighbour" | "professional" | "community" | "faith" | "online" | "pet" | "group" | "deceased_other" | "other";

export type Phase = "initial" | "middle" | "ending" | "concluded";

export type PhaseBounds = {
	initial?: [number, number] | null,
	middle?: [number, number] | null,
	ending?: [number, number] | null,
};

export type Plan = {
	id: string,
	template: FormatId,
	planned_sessions: number,
	cadence: Cadence,
	weekday?: string | null,
	start_date: string,
	planned_end_date: string,
	actual_end_date?: string | null,
	end_type?: EndType | null,
	status: CourseStatus,
	phase_bounds: PhaseBounds,
	mid_review_at?: number | null,
	retention_until?: string | null,
	previous_course_id?: string | null,
	phase?: Phase | null,
};

export type Position = {
	person_id: string,
	ring: number,
	angle_deg: number,
	quality?: Quality | null,
};

export type Precision = "day" | "month" | "quarter" | "season" | "year" | "approx";

export type ProfessionalHelp = {
	name: string,
	phone: string,
};

export type Quality = "supportive" | "mixed" | "conflict" | "distant" | "strained" | "cut_off" | "lost";

export type Referral = {
	source: string,
	date?: string | null,
};

export type RelationshipPeriod = {
	period: string,
	did?: string | null,
	liked?: string | null,
	hard?: string | null,
	unsaid?: string | null,
};

export type RiskReview = {
	id: string,
	session_number?: number | string | null,
	date: string,
	item9?: number | null,
	asked?: boolean | null,
	thoughts?: string | null,
	plan?: string | null,
	intent?: string | null,
	protective?: string[] | null,
	level_in_words?: string | null,
	actions?: string[] | null,
	acknowledged_by?: string | null,
	acknowledged_at?: string | null,
};

export type SafetyPlan = {
	version: number,
	created: string,
	reviewed?: string[] | null,
	warning_signs?: string[] | null,
	on_my_own?: string[] | null,
	distraction_people_places?: Distraction[] | null,
	ask_for_help?: Helper[] | null,
	professionals?: ProfessionalHelp[] | null,
	safer_surroundings?: string[] | null,
	copies?: string[] | null,
	likelihood_to_use_0_10?: number | null,
};

export type Session = {
	session_number?: number | null,
	slot_index: number,
	date: string,
	phase: Phase,
	minutes?: number | null,
	sessions_left_after?: number | null,
	summary?: string | null,
	mood_event?: MoodEvent | null,
	techniques?: string[] | null,
	between_task?: BetweenTask | null,
	previous_task_outcome?: string | null,
	tasks_done?: string[] | null,
	every_missed?: string[] | null,
	risk_note?: string | null,
	client_words?: string | null,
	attendees?: string[] | null,
	locked_at?: string | null,
	author?: string | null,
	number_when_signed?: number | null,
	struck_reason?: string | null,
	slot?: string | null,
};

export type SickRole = {
	eased?: string[] | null,
	kept?: string[] | null,
	helpers?: string[] | null,
};

export type SignStage = "early" | "middle" | "late";

export type Situation = {
	date?: string | null,
	text: string,
	who_helps: string[],
};

export type Slot = {
	slot_index: number,
	date: string,
	start_time?: string | null,
	planned_minutes?: number | null,
	status: SlotStatus,
	session_number?: number | null,
	attended_count?: number | null,
	minutes_held?: number | null,
	reason?: string | null,
	conjoint?: boolean | null,
	attendees?: string[] | null,
	moved_to?: string | null,
	id?: string | null,
	takes_number?: boolean | null,
};

export type SlotStatus = "planned" | "attended" | "attended_partial" | "cancelled_notice" | "cancelled_late" | "dna" | "cancelled_therapist" | "rescheduled" | "break" | "void";

export type SnapshotKind = "baseline" | "mid" | "ending" | "other";

export type SummaryLetter = {
	to?: string | null,
	date?: string | null,
	sent?: boolean | null,
	text: string,
};

export type Support = "emotional" | "practical" | "advice" | "company" | "financial" | "none";

export type Task = {
	id: string,
	state: TaskState,
	session_number?: number | string | null,
	date?: string | null,
	reason?: string | null,
};

export type TaskState = "not_started" | "in_progress" | "done" | "revisited" | "not_applicable";

export type Therapist = {
	id: string,
	display_name?: string | null,
	profession?: string | null,
	practice?: string | null,
	email?: string | null,
	phone?: string | null,
	supervisor?: Colleague | null,
	clinical_executor?: Colleague | null,
};

export type Turn = {
	speaker: string,
	words: string,
	tone?: string | null,
	feeling?: string | null,
	meant?: string | null,
};

export type WarningSign = {
	stage: SignStage,
	sign: string,
};

export type WorkingMap = {
	ring_scheme: string,
	positions: Position[],
};

export type Worksheets = {
	transition_four_box?: FourBox[] | null,
	comm_analysis?: CommunicationAnalysis[] | null,
	decision_analysis?: DecisionAnalysis[] | null,
	expectations_grid?: Expectation[] | null,
	relationship_reconstruction?: RelationshipPeriod[] | null,
	bond_list?: BondList | null,
};



export type CommandError =
	| { code: "vault_locked" } | { code: "no_vault" } | { code: "vault_exists" } | { code: "weak_passphrase" }
	| { code: "wrong_passphrase" } | { code: "not_a_recovery_code" } | { code: "wrong_recovery_code" }
	| { code: "wait", seconds: number } | { code: "not_a_vault" } | { code: "header_damaged" } | { code: "header_altered" }
	| { code: "newer_than_this_app", needs: number } | { code: "kdf_out_of_bounds" } | { code: "out_of_memory" }
	| { code: "database_damaged" } | { code: "in_use" } | { code: "read_only" } | { code: "disk_full" } | { code: "vault_gone" }
	| { code: "not_saved" } | { code: "damaged", kind: RecordKind } | { code: "not_found", kind: RecordKind }
	| { code: "already_there", kind: RecordKind } | { code: "changed_meanwhile" } | { code: "nothing_to_undo" }
	| { code: "nothing_to_redo" } | { code: "rule_broken" } & RuleBroken | { code: "name_or_code_needed" }
	| { code: "file_out_of_reach" } | { code: "file_refused", path: string, problem: FileProblem } | { code: "unexpected", incident: string };


export type RuleBroken = { rule: "concluded" } | { rule: "no_sessions_left", planned: number } | { rule: "above_ceiling", ceiling: number } | { rule: "below_least", least: number } | { rule: "below_used", used: number } | { rule: "sessions_unsaid" } | { rule: "unknown_slot" } | { rule: "already_recorded", slot_index: number } | { rule: "not_recorded", slot_index: number } | { rule: "not_yet", date: string } | { rule: "earlier_slot_open", slot_index: number, date: string } | { rule: "later_slot_recorded" } | { rule: "new_date_needed" } | { rule: "counts_undecided" } | { rule: "time_taken", slot_index: number } | { rule: "not_a_time" } | { rule: "date_out_of_range" } | { rule: "out_of_range", least: number, most: number } | { rule: "break_off_series", date: string } | { rule: "slot_in_use", records: number } | { rule: "reason_needed" } | { rule: "text_needed" } | { rule: "note_signed" } | { rule: "note_not_signed" } | { rule: "note_struck" } | { rule: "not_held" } | { rule: "no_contract" } | { rule: "contract_final" } | { rule: "too_early", earliest: string } | { rule: "gate_closed", gate: Gate, missing: string[] } | { rule: "gate_falls_away", gate: Gate } | { rule: "gate_already_passed", gate: Gate } | { rule: "wrong_phase", phase: Phase } | { rule: "sessions_left", left: number } | { rule: "conclusion_stands" } | { rule: "not_concluded" } | { rule: "unknown_task" } | { rule: "unknown_technique" } | { rule: "unknown_person" } | { rule: "person_in_use", places: number } | { rule: "not_on_map" } | { rule: "unknown_event" } | { rule: "event_in_use" } | { rule: "not_a_date" } | { rule: "no_focus" } | { rule: "focus_agreed" } | { rule: "too_many_goals", most: number } | { rule: "last_goal" } | { rule: "unknown_goal" } | { rule: "goal_in_use" } | { rule: "unknown_risk_review" } | { rule: "risk_acknowledged" } | { rule: "id_in_use" } | { rule: "measure_invalid" };

export type Saved = { touched: RecordKind[], saved_at: string };
export type SavedId = { id: string, touched: RecordKind[], saved_at: string };

export type LockReason = "asked" | "idle" | "sleep" | "closing";
export type VaultState = {
	exists: boolean,
	open: boolean,
	last_used_at: string | null,
	lock_reason: LockReason | null,
	vault_name: string | null,
	problem: CommandError | null,
};
export type Judgement = { score: number, acceptable: boolean, problem: PassphraseProblem | null };
export type PassphraseProblem = "too_short" | "too_long" | "has_nul" | "common" | "guessable";
export type FileProblem = { problem: string, [key: string]: unknown };

export type UnlockSecret = { passphrase: string } | { recovery_code: string };
export type Theme = "system" | "light" | "dark";
export type Settings = { theme: Theme, lock_minutes: number };

export type Pip = {
	slot: string,
	date: string,
	start_time: string | null,
	status: SlotStatus,
	number: number | null,
	would_be: number | null,
	phase: Phase,
	signed: boolean,
	struck: boolean,
};
export type NextSlot = { slot: string, date: string, start_time: string | null };
export type RiskLevel = "none" | "amber" | "red";
export type Glance = {
	status: CourseStatus,
	phase: Phase,
	used: number,
	left: number,
	planned: number,
	attended: number,
	ends_on: string | null,
	planned_end: string,
	mid_review_at: number | null,
	bounds: PhaseBounds,
	pips: Pip[],
	focus: FocusArea | null,
	situation: string | null,
	phq9: number[],
	gad7: number[],
	risk: RiskLevel,
	next: NextSlot | null,
	unsigned: string[],
};
export type GateState = {
	gate: Gate,
	state: "not_due" | "due" | "overdue" | "passed" | "falls_away",
	missing: string[],
	passed_on: string | null,
	reason: string | null,
};
export type TaskGroup = "initial" | "every" | "middle" | "ending" | "after" | "grief" | "dispute" | "transition" | "sensitivities";
export type TaskView = {
	id: string,
	group: TaskGroup,
	required: boolean,
	expected: [number, number] | null,
	state: TaskState,
	slot: string | null,
	number: number | null,
	reason: string | null,
};
export type Scored = {
	id: string,
	instrument: string,
	date: string,
	slot: string | null,
	number: number | null,
	total: number | null,
	prorated: boolean,
	answered_sum: number | null,
	missing: number,
	band: string | null,
	item9: number | null,
	level: "amber" | "red" | null,
	rise: boolean,
	change_from_first: number | null,
	reliable: boolean,
};
export type NextStep = { step: string, [key: string]: unknown };
export type Reminder = { reminder: string, [key: string]: unknown };
export type Outcomes = { [key: string]: unknown };
export type EditKind = "add_client" | "edit_client" | "archive_client" | "begin_course" | "import_course" | "export_course" | "record_slot" | "correct_slot" | "reschedule_slot" | "add_slot" | "plan_break" | "write_note" | "sign_note" | "add_addendum" | "strike_note" | "record_measure" | "decline_measure" | "mark_task" | "save_risk_review" | "acknowledge_risk" | "save_safety_plan" | "agree_focus" | "change_focus" | "save_formulation" | "add_goal" | "edit_goal" | "remove_goal" | "rate_goal" | "edit_contract" | "finalise_contract" | "amend_contract" | "change_missed_rule" | "pass_gate" | "move_on" | "conclude" | "undo_conclusion" | "save_follow_up" | "add_person" | "edit_person" | "remove_person" | "place_person" | "unplace_person" | "set_map_quality" | "take_snapshot" | "save_event" | "write_worksheet" | "write_document" | "save_assessment" | "change_passphrase" | "new_recovery_code" | "erase_client";
export type EditLabel = { kind: EditKind, about: string | null };
export type UndoState = { undo: EditLabel | null, redo: EditLabel | null };
export type CourseView = {
	id: string,
	client_id: string,
	course: Course,
	glance: Glance,
	gates: GateState[],
	next_steps: NextStep[],
	reminders: Reminder[],
	tasks: TaskView[],
	scores: Scored[],
	outcomes: Outcomes,
	map: WorkingMap,
	undo: UndoState,
};
export type ClientRow = {
	id: string,
	code: string,
	display_name: string | null,
	archived: boolean,
	fictional: boolean,
	course: string | null,
	glance: Glance | null,
};
export type CourseSummary = { id: string, glance: Glance };
export type ClientView = { id: string, client: Client, archived: boolean, courses: CourseSummary[] };
export type ClientEdit = {
	display_name: string | null,
	code: string,
	pronouns: string | null,
	date_of_birth: string | null,
	phone: string | null,
	email: string | null,
	address_area: string | null,
	gp: string | null,
};
export type NewClient = { name: string | null, code: string | null };
export type TodaySession = { client_id: string, course_id: string, name: string, glance: Glance, pip: Pip, days_since_last: number | null, gate_due: Gate | null };
export type Unfinished = { kind: "unsigned" | "unrecorded" | "gate", client_id: string, course_id: string, name: string, slot: string | null, date: string | null, gate: Gate | null };
export type TodayView = { today: string, sessions: TodaySession[], unfinished: Unfinished[], clients: number, damaged: number };
export type CourseFormat = {
	id: FormatId,
	least: number,
	default: number | null,
	most: number,
	cadence: Cadence,
	minutes: number,
};
export type BeginPlan = {
	template: FormatId,
	planned_sessions: number | null,
	cadence: Cadence | null,
	start_date: string,
	start_time: string | null,
	session_minutes: number | null,
	missed_session_rule: MissedSessionRule | null,
	planned_breaks: string[],
	place: string | null,
	fee_gbp: number | null,
	cancellation: string | null,
	measures: string[] | null,
	recording_consent: boolean | null,
	gp_contact_consent: boolean | null,
	therapist: Therapist | null,
	previous_course_id: string | null,
	carried_focus: FocusDraft | null,
};
export type SlotOutcome = {
	status: SlotStatus,
	minutes_held: number | null,
	reason: string | null,
	counts: boolean | null,
	attendees: string[] | null,
	conjoint: boolean | null,
};
export type Foresight = {
	takes_number: number | null,
	left_after: number,
	adds_slot: boolean,
	ends_on: string | null,
	asks: boolean,
	needs_reason: boolean,
	refused: RuleBroken | null,
};
export type NoteDraft = {
	summary: string | null,
	mood_event: MoodEvent | null,
	techniques: string[] | null,
	between_task: BetweenTask | null,
	previous_task_outcome: string | null,
	tasks_done: string[] | null,
	every_missed: string[] | null,
	risk_note: string | null,
	client_words: string | null,
	attendees: string[] | null,
};
export type MeasureEntry = {
	instrument: string,
	date: string,
	slot: string | null,
	completed_by: string | null,
	items: (number | null)[] | null,
	function_item: number | null,
	total: number | null,
	item9: number | null,
	value: number | null,
	work_not_applicable: boolean | null,
	subscales: { [key in string]: number } | null,
};
export type DeclinedMeasure = { instrument: string, slot: string | null, reason: string };
export type RiskReviewDraft = { slot: string, item9: number | null, asked: boolean, thoughts: string, acknowledged: boolean };
export type FocusDraft = { area: FocusArea, situation: string | null, person_ids: string[], secondary_noted: string | null };
export type FormulationDraft = {
	text: string,
	shared_on: string | null,
	accepted: boolean | null,
	client_reply: string | null,
	linked_events: string[] | null,
};
export type ContractEdit = {
	session_minutes: number,
	place: string | null,
	fee_gbp: number | null,
	cancellation: string | null,
	measures: string[] | null,
	recording_consent: boolean | null,
	gp_contact_consent: boolean | null,
};
export type GatePass = { reason: string | null, end_type: EndType | null };
export type Conclusion = { end_type: EndType, actual_end: string, retention_until: string | null, reason: string | null };
export type Imported = { code: string, client_id: string, course_id: string, touched: RecordKind[], saved_at: string };
export type DraftView = { key: string, text: string };

export type RecordKind = "client" | "course" | "origin" | "plan" | "therapist" | "contract" | "assessment" | "person" | "map_snapshot" | "working_map" | "event" | "formulation" | "focus" | "goal" | "slot" | "session" | "addendum" | "measure" | "own_measure" | "worksheets" | "risk_review" | "safety_plan" | "mid_review" | "ending_review" | "summary_letter" | "gp_letter" | "follow_up" | "task" | "gate";
