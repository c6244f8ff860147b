"""What is said of each finding: what is wrong and what to do. By its code; where it stands is told beside it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    # Of the file as it came.
    "empty": _("The file is empty. Look at it on your computer, and choose it again."),
    "large": _(
        "The file has %(size)s MB; the most is %(most)s MB. Publish the e-module with smaller videos, or in "
        "several packages."
    ),
    "not_zip": _(
        "This is not a zip file, nor the course structure of a cmi5 course. Publish the e-module as SCORM "
        "1.2, SCORM 2004 or cmi5, and send the .zip that comes out."
    ),
    "other_packing": _(
        "This archive is packed as %(packing)s. Unpack it, and pack the folder's content again as .zip."
    ),
    "prefixed": _(
        "Something stands before the archive in this file, as in a program that unpacks itself. Unpack it, "
        "and pack the folder's content as a plain .zip."
    ),
    "split": _("This is one part of an archive in several. Make one .zip of it."),
    "cut_off": _(
        "The archive is cut off or damaged: its end does not fit what stands before. Copy or publish it "
        "again."
    ),
    "directory": _("The archive's list of files does not fit what is in it. Unpack it, and pack it again."),
    "overlap": _(
        "Files of this archive lie over each other, so that a little unpacks to very much. Publish the "
        "e-module again."
    ),
    "many": _(
        "The archive holds %(count)s files and folders; the most is %(most)s. Leave out what the e-module "
        "does not need."
    ),
    "large_whole": _(
        "The archive unpacks to %(size)s MB; the most is %(most)s MB. Publish the e-module with smaller "
        "videos, or in several packages."
    ),
    # Of its files.
    "large_file": _("“%(place)s” has %(size)s MB; one file may have %(most)s MB. Make it smaller."),
    "bomb": _(
        "“%(place)s” unpacks to %(size)s MB, more than %(most)s times what it takes up. No e-module needs "
        "this; publish it again."
    ),
    "lies": _(
        "What the archive says of “%(place)s” in one place is not true in another. Unpack the archive, and "
        "pack it again."
    ),
    "damaged": _("“%(place)s” is damaged. Copy or publish the package again."),
    "locked": _("“%(place)s” is locked with a password. Pack the e-module without one."),
    "method": _(
        "“%(place)s” is packed in a way that browsers' tools don't know. Pack the folder again as a plain "
        ".zip."
    ),
    "link": _("“%(place)s” is no file but leads to another one. Put the file itself there."),
    "deep": _("“%(place)s” lies deeper than %(most)s folders. Move it up."),
    "name_absolute": _(
        "The name “%(place)s” leads out of the package, to a fixed place on a computer. Pack the folder's "
        "content again."
    ),
    "name_climbs": _("The name “%(place)s” leads out of the package. Pack the folder's content again."),
    "name_backslash": _(
        "The name “%(place)s” has a backslash in it: an old program wrote this archive. Pack the folder's "
        "content again with what your computer has for it."
    ),
    "name_signs": _(
        "The name “%(place)s” has signs in it that can't be seen. Rename the file, and where it is named in "
        "the e-module."
    ),
    "name_letters": _(
        "The name “%(place)s” is said to be in UTF-8 and is not. Pack the folder's content again."
    ),
    "name_long": _(
        "The name “%(place)s” is longer than %(most)s signs. Shorten it, and where it is named in the "
        "e-module."
    ),
    "name_twice": _("“%(place)s” and “%(other)s” are one name on many computers. Rename one of them."),
    "name_guessed": _(
        "The archive does not say in which letters the name “%(place)s” is written. It was guessed; pictures "
        "or pages may be missing. Pack the folder's content again as UTF-8."
    ),
    "large_to_read": _("“%(place)s” has %(size)s MB, far more than a file of its kind."),
    "left_out": _(
        "Files of kinds that the portal does not give out: %(count)s (%(names)s). They are left out; what "
        "needs them will not work."
    ),
    # Of what it is instead of an e-module.
    "nothing_in_it": _("The archive holds no file. Pack the content of the e-module's folder."),
    "no_manifest": _(
        "There is no imsmanifest.xml and no cmi5.xml in the archive, so this is no e-module of SCORM or cmi5."
        " Publish it for a learning management system."
    ),
    "nested": _(
        "The manifest lies in the folder “%(folder)s”. Zip that folder's content instead of the folder."
    ),
    "several": _(
        "The archive holds %(count)s e-modules, each in a folder. Zip the content of each folder by itself, "
        "and send them one by one."
    ),
    "packed_twice": _("The archive holds another one, “%(name)s”. Take that out, and send it."),
    "manifest_alone": _(
        "This is the manifest of an e-module by itself. Zip it together with the pages it names."
    ),
    "manifest_case": _(
        "The manifest is called “%(place)s” and has to be called “%(name)s”, in small letters. Rename it."
    ),
    "aicc": _(
        "This is an AICC course (“%(place)s”). The portal can't play these: publish it as SCORM 1.2 or SCORM "
        "2004."
    ),
    "project": _(
        "This is a project of %(tool)s (“%(name)s”), not an e-module. Open it there, and publish it as SCORM "
        "1.2 or SCORM 2004."
    ),
    "tin_can": _(
        "This package is made for xAPI alone (tincan.xml), which does not say when a learner has finished. "
        "Publish it as cmi5, SCORM 1.2 or SCORM 2004."
    ),
    "web_page": _(
        "This is a web page (“%(place)s”) without a manifest: nothing of what a learner does would reach the "
        "portal. Publish the e-module again, for a learning management system instead of for the web."
    ),
    "other_standard": _(
        "The manifest is of another standard: %(name)s. Publish the e-module as SCORM 1.2 or SCORM 2004."
    ),
    "no_scorm": _(
        "The manifest names neither SCORM nor any part that reports to a portal. Publish the e-module as "
        "SCORM 1.2 or SCORM 2004."
    ),
    "two_standards": _("The package is SCORM and cmi5 at once. It is played as SCORM."),
    # Of the manifest as XML.
    "xml_empty": _("“%(place)s” is empty. Publish the e-module again."),
    "xml_broken": _(
        "“%(place)s” can't be read: it breaks off or an element is not closed. Publish the e-module again."
    ),
    "xml_letters": _(
        "“%(place)s” is not written in the encoding that it names (UTF-8 where it names none). Save it as "
        "UTF-8."
    ),
    "xml_entities": _(
        "“%(place)s” declares entities of its own, with which files are read and computers stopped. Take them"
        " out."
    ),
    "xml_large": _("“%(place)s” has more elements, or more in each other, than any e-module needs."),
    "xml_other": _("“%(place)s” begins with <%(name)s>: it is something else than its name says."),
    # Of a manifest of SCORM.
    "no_organization": _(
        "The manifest has no organization: it does not say which parts there are and in which order. Publish "
        "the e-module again."
    ),
    "nothing_to_launch": _("No part of the e-module leads to a page. Publish it again."),
    "no_resource": _(
        "The part “%(title)s” asks for a resource “%(id)s”, and the manifest has none of that name."
    ),
    "item_twice": _(
        "Two parts have the identifier “%(id)s”: what a learner did in one would be written to the other."
    ),
    "href_empty": _("The part “%(title)s” leads to a resource without an address."),
    "href_missing": _("The part “%(title)s” leads to “%(href)s”, and that file is not in the package."),
    "href_outside": _(
        "The part “%(title)s” leads to another machine (%(href)s). The portal plays only what is in the "
        "package, so that what learners do stays here. Publish the e-module with its content."
    ),
    "href_absolute": _("The part “%(title)s” leads to a fixed place outside of the package (%(href)s)."),
    "href_climbs": _("The part “%(title)s” leads out of the package (%(href)s)."),
    "href_acts": _("The part “%(title)s” leads to a script or to data instead of to a page (%(href)s)."),
    "href_signs": _("The address of the part “%(title)s” has signs in it that can't be seen (%(href)s)."),
    "href_case": _(
        "The manifest writes “%(href)s”, the file is called “%(file)s”. The part opens; other addresses in it"
        " may be written like that and fail."
    ),
    "not_a_page": _("The part “%(title)s” leads to “%(file)s”, which is no page (.html)."),
    "flash": _(
        "The part “%(title)s” is a Flash film (“%(file)s”). No browser plays these any more: publish it as "
        "HTML5."
    ),
    "leads_nowhere": _(
        "The part “%(title)s” leads nowhere and holds no other. Learners see it and can't open it."
    ),
    "folder_launches": _(
        "The part “%(title)s” holds others and has a page of its own, which SCORM 2004 does not allow. Its "
        "page is not shown."
    ),
    "other_default": _("The manifest's default organization “%(id)s” is not there. The first one is played."),
    "organizations": _("The manifest has %(count)s organizations of its parts. “%(title)s” is played."),
    "manifest_within": _("The manifest holds another one. What is in that is not played."),
    "id_twice": _("Two resources have the identifier “%(id)s”. The last one is used."),
    "file_missing": _(
        "The manifest lists “%(href)s”, and that file is not in the package. A page may lack a picture or "
        "more."
    ),
    "mastery_number": _(
        "The pass mark of “%(title)s” is “%(value)s”, not a number from 0 to 100. It is left out."
    ),
    "threshold_number": _("What completes “%(title)s” is not given by a number from 0 to 1. It counts as 1."),
    "prerequisite_lost": _(
        "“%(title)s” opens only after “%(id)s”, and there is no such part. Whoever plays it would wait for "
        "ever."
    ),
    "sequencing_word": _(
        "In the sequencing, %(name)s is “%(value)s”, which the standard does not know. What the standard "
        "takes without it holds."
    ),
    "sequencing_lost": _("A part asks for the sequencing “%(id)s”, and the manifest has none of that name."),
    # Of a course structure of cmi5.
    "cmi5_space": _("The course structure names another name space than cmi5's. It is read all the same."),
    "cmi5_lacks": _(
        "In the course structure, <%(child)s> is missing from <%(element)s>, or stands in the wrong place."
    ),
    "cmi5_order": _("In the course structure, <%(child)s> stands in <%(element)s> where there may be none."),
    "cmi5_id": _("The id “%(id)s” is no IRI: it has to begin with a scheme, such as https:."),
    "cmi5_id_twice": _(
        "The id “%(id)s” is there twice: what a learner did in one would be written to the other."
    ),
    "cmi5_url": _("The address of “%(title)s” is not one: “%(href)s”."),
    "cmi5_alone": _(
        "“%(title)s” leads to “%(href)s” in a package, and the course structure came without one. Zip it "
        "together with its pages."
    ),
    "cmi5_outside": _(
        "“%(title)s” lies on another machine (%(href)s). The portal plays only what is in the package, so "
        "this part can't be opened."
    ),
    "cmi5_taken": _(
        "The address of “%(title)s” has “%(name)s” in it, which the launch itself needs (%(href)s)."
    ),
    "cmi5_word": _("%(name)s is “%(value)s”, which cmi5 does not know."),
    "cmi5_objective_lost": _("A part names the objective “%(id)s”, and the course has none of that name."),
    # Of what its pages do.
    "service_worker": _(
        "“%(place)s” installs a service worker, a script that stays in the browser and answers in place of "
        "the portal, also after the learner has left. Publish the e-module without offline use."
    ),
    "loads_from": _(
        "The e-module loads from %(host)s (“%(place)s”). That will not work: the player forbids it, so that "
        "no other machine learns who is learning. Put the file into the package."
    ),
    "passed_over": _("“%(place)s” was too large to be looked through."),
    "silent": _(
        "The e-module does not seem to speak with the portal: it is opened, and nothing is tracked. Who has "
        "done it can't be seen; publish it with tracking, or let a trainer confirm it."
    ),
    "nothing_tracked": _(
        "All parts are assets, which are shown and report nothing. Who has done the e-module can't be seen."
    ),
    "opened_only": _(
        "It seems to say only that it was opened and left. The portal counts a part as completed once it was "
        "left in order."
    ),
    "mastery_unscored": _(
        "There is a pass mark, and the e-module does not seem to report a score. It may never be passed."
    ),
    "no_mastery": _(
        "The package names no pass mark: whether a score is enough, the e-module decides itself."
    ),
    "no_place": _("It does not seem to remember where a learner was: whoever leaves begins again."),
    "other_calls": _(
        "The manifest says %(standard)s, and the pages seem to speak another version of SCORM. The portal "
        "offers what the manifest says; try every part."
    ),
    "never_closes": _(
        "It seems to open its session and never to close it. The portal closes it when the learner leaves."
    ),
}
